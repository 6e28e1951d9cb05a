"use client";

import { Command } from "cmdk";
import type { ReactNode } from "react";
import { Kbd } from "../ui/kbd.tsx";

/** Things of one kind under their heading. */
export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted-foreground"
    >
      {children}
    </Command.Group>
  );
}

export interface ItemProps {
  /** What it is found by; unique. */
  value: string;
  icon: ReactNode;
  /** Muted, behind the name. */
  note?: string;
  /** What kind of thing it is, at the right. */
  kind?: string;
  keys?: string;
  onSelect: () => void;
  children: ReactNode;
}

/** One thing to jump to, or to do. */
export function Item({ value, icon, note, kind, keys, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2.5 data-[selected=true]:bg-accent md:min-h-9 [&_svg]:size-4"
    >
      {icon}
      <span className="whitespace-nowrap">{children}</span>
      {note ? <span className="min-w-0 truncate text-xs text-muted-foreground">{note}</span> : null}
      <span className="ml-auto flex gap-1 text-xs text-muted-foreground">
        {kind}
        {keys?.split(" ").map((key) => (
          <Kbd key={key} className="max-md:hidden">
            {key}
          </Kbd>
        ))}
      </span>
    </Command.Item>
  );
}
