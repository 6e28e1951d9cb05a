"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Button, IconButton } from "./button.tsx";

/** How long the button says that it copied. */
const saidMs = 2_000;

/** Copies a text and says so where it was pressed; focus stays. Without children it is a glyph. */
export function CopyButton({
  text,
  label = "Copy",
  children,
}: {
  /** Or how to get it, where it is not here yet; `null`: it cannot be had. */
  text: string | (() => Promise<string | null>);
  label?: string;
  children?: ReactNode;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), saidMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const whole = typeof text === "string" ? text : await text();
    if (whole !== null) setCopied(await copyText(whole));
  };
  const glyph = copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />;
  return (
    <>
      {children ? (
        <Button size="sm" onClick={copy}>
          {glyph}
          {copied ? "Copied" : children}
        </Button>
      ) : (
        <IconButton size="sm" label={copied ? "Copied" : label} onClick={copy}>
          {glyph}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}

/** Without TLS the browser offers no clipboard to pages, only to a selection. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const holder = document.createElement("textarea");
    holder.value = text;
    holder.setAttribute("aria-hidden", "true");
    holder.className = "fixed top-0 opacity-0";
    const focused = document.activeElement;
    const place = focused?.closest("dialog") ?? document.body;
    place.append(holder);
    holder.select();
    const done = document.execCommand("copy");
    holder.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return done;
  }
}
