import { ArrowDownToLine, Download, Search, WrapText } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "#components/ui/button";
import { Input } from "#components/ui/input";
import { Segmented } from "#components/ui/segmented";

export type LogLevel = "all" | "warning" | "error";

interface LogToolsProps {
  search: string;
  onSearch: (text: string) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  /** `null` once no more lines can come. */
  follow: { on: boolean; toggle: () => void } | null;
  /** The whole log as a file holds it. */
  text: () => string;
  fileName: string;
}

/** What can be done with a log: follow, find, wrap, take it along. */
export function LogTools(props: LogToolsProps) {
  const { search, wrap, follow } = props;
  const [finding, setFinding] = useState(false);
  const close = () => {
    setFinding(false);
    props.onSearch("");
  };
  return (
    <div className="flex flex-wrap items-center justify-end gap-1.5">
      {finding ? (
        <Input
          type="search"
          autoFocus
          aria-label="Find in the log"
          placeholder="Find in the log"
          value={search}
          onChange={(event) => props.onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
          }}
          className="w-44 md:h-7"
        />
      ) : null}
      {follow ? (
        <Button size="sm" aria-pressed={follow.on} onClick={follow.toggle} data-shortcut="f">
          <ArrowDownToLine aria-hidden="true" />
          Follow
        </Button>
      ) : null}
      <IconButton
        size="sm"
        label={finding ? "Close search" : "Find in the log"}
        aria-pressed={finding}
        onClick={() => (finding ? close() : setFinding(true))}
      >
        <Search aria-hidden="true" />
      </IconButton>
      <IconButton
        size="sm"
        label="Wrap lines"
        aria-pressed={wrap}
        onClick={() => props.onWrap(!wrap)}
      >
        <WrapText aria-hidden="true" />
      </IconButton>
      <IconButton size="sm" label="Download log" onClick={() => save(props.text(), props.fileName)}>
        <Download aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** Which lines are shown. */
export function LogLevels({
  level,
  onLevel,
  counts,
  className,
}: {
  level: LogLevel;
  onLevel: (level: LogLevel) => void;
  counts: Record<"warning" | "error", number>;
  className?: string;
}) {
  return (
    <Segmented
      label="Level"
      value={level}
      onChange={onLevel}
      className={className ?? ""}
      options={[
        { value: "all", label: "All" },
        { value: "warning", label: "Warnings", count: counts.warning },
        { value: "error", label: "Errors", count: counts.error },
      ]}
    />
  );
}

function save(text: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
