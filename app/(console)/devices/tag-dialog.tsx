"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { readTags, tagsProblem } from "./words.ts";

export interface TagWish {
  way: "add" | "remove";
  words: string[];
}

interface TagDialogProps {
  /** `null`: closed. */
  way: TagWish["way"] | null;
  /** Tags in use. */
  known: string[];
  onClose: () => void;
  onWish: (wish: TagWish) => void;
}

/** Asks which tag the chosen devices get or lose. */
export function TagDialog({ way, known, onClose, onWish }: TagDialogProps) {
  const adds = way !== "remove";
  return (
    <Dialog
      open={way !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={adds ? "Add a tag" : "Remove a tag"}
      description={
        adds
          ? "Plans take devices by their tags, and the list is filtered by them."
          : "The devices stay; plans that take them by this tag do so no more."
      }
    >
      {way ? <TagForm way={way} known={known} onClose={onClose} onWish={onWish} /> : null}
    </Dialog>
  );
}

function TagForm({ way, known, onClose, onWish }: TagDialogProps & { way: TagWish["way"] }) {
  const [text, setText] = useState("");
  const [sent, setSent] = useState(false);
  const listId = useId();
  const words = readTags(text);
  const problem = words.length === 0 ? "A tag is needed." : tagsProblem(words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSent(true);
    if (problem) return;
    onWish({ way, words });
    onClose();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Field label="Tag" hint="Several with commas between them." error={sent ? problem : null}>
        {(control) => (
          <Input
            {...control}
            value={text}
            list={listId}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <datalist id={listId}>
        {known.map((tag) => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Go back</Button>
        <Button type="submit" variant="primary">
          {way === "add" ? "Add tag" : "Remove tag"}
        </Button>
      </div>
    </form>
  );
}
