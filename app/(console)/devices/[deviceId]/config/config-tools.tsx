"use client";

import { CornerDownRight, EyeOff, WrapText } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Input } from "#components/ui/input";
import { RevealSecrets } from "./reveal-secrets.tsx";
import type { ConfigTextState } from "./use-config-text.ts";

interface ConfigToolsProps {
  text: ConfigTextState;
  version: { id: string; number: number };
  secrets: number;
  total: number;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  /** Brings a line into view. */
  onGo: (line: number) => void;
}

/** What can be done with a text: show its secrets, go to a line, wrap, copy. */
export function ConfigTools(props: ConfigToolsProps) {
  const { text, version, secrets, total, wrap, onWrap, onGo } = props;
  return (
    <div className="flex flex-wrap items-center justify-end gap-1.5 border-b px-4 py-1.5">
      {secrets > 0 && !text.isRevealed ? (
        <span className="mr-auto">
          <RevealSecrets version={version} onRevealed={text.reveal} />
        </span>
      ) : null}
      {text.isRevealed ? (
        <span className="mr-auto">
          <Button size="sm" onClick={text.hide}>
            <EyeOff aria-hidden="true" />
            Hide secrets
          </Button>
        </span>
      ) : null}
      <GoToLine total={total} onGo={onGo} />
      <IconButton
        size="sm"
        label="Wrap lines"
        aria-pressed={wrap}
        data-shortcut="w"
        onClick={() => onWrap(!wrap)}
      >
        <WrapText aria-hidden="true" />
      </IconButton>
      <CopyButton
        text={text.readAll}
        label={text.isRevealed ? "Copy with its secrets" : "Copy without its secrets"}
      />
    </div>
  );
}

function GoToLine({ total, onGo }: { total: number; onGo: (line: number) => void }) {
  const [open, setOpen] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const line = Number(new FormData(event.currentTarget).get("line"));
    setOpen(false);
    if (line >= 1) onGo(Math.floor(line));
  };
  return (
    <>
      {open ? (
        <form onSubmit={submit}>
          <Input
            name="line"
            type="number"
            min={1}
            max={total}
            inputMode="numeric"
            autoFocus
            aria-label={`Line, 1 to ${total}`}
            placeholder={`1 to ${total}`}
            onBlur={() => setOpen(false)}
            onKeyDown={(event) => {
              if (event.key === "Escape") setOpen(false);
            }}
            className="w-28 md:h-7"
          />
        </form>
      ) : null}
      <IconButton
        size="sm"
        label="Go to line"
        data-shortcut=":"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <CornerDownRight aria-hidden="true" />
      </IconButton>
    </>
  );
}
