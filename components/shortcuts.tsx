"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { rememberChoice } from "./clock.tsx";
import { useListKeys } from "./list-keys.tsx";
import { allPlaces } from "./shell/places.ts";
import { useShell } from "./shell/shell-context.tsx";
import { Dialog } from "./ui/dialog.tsx";
import { Kbd } from "./ui/kbd.tsx";
import { Switch } from "./ui/switch.tsx";

/** After `g`, the second key has to follow within this time. */
const sequenceMs = 1_500;
const cookie = "holdfast-keys";

/**
 * Keys of the whole console, and the list of them. Single keys never fire in a field, while a dialog
 * is open, or once a person has turned them off; Ctrl K always works.
 */
export function Shortcuts({ singleKeys }: { singleKeys: boolean }) {
  const { overlay, show } = useShell();
  const router = useRouter();
  const [enabled, setEnabled] = useState(singleKeys);
  const onListKey = useListKeys();
  const [sequence] = useState({ from: 0 });

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "k" && !event.altKey) {
      event.preventDefault();
      show(overlay === "palette" ? null : "palette");
      return;
    }
    if (!enabled || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    const second = performance.now() - sequence.from < sequenceMs;
    sequence.from = 0;
    const place = second ? allPlaces.find((each) => each.key === key) : undefined;
    if (place) router.push(place.href);
    else if (key === "g") sequence.from = performance.now();
    else if (key === "?") show("shortcuts");
    else if (!onListKey(key) && !pressOnPage(key)) return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  return (
    <Dialog
      open={overlay === "shortcuts"}
      onOpenChange={(open) => show(open ? "shortcuts" : null)}
      title="Help and shortcuts"
      reads
      className="max-w-2xl"
    >
      <ShortcutList />
      <div className="mt-4 border-t pt-3">
        <Switch
          label="Single keys"
          checked={enabled}
          onChange={(event) => {
            setEnabled(event.target.checked);
            rememberChoice(cookie, event.target.checked ? null : "off");
          }}
        />
        <p className="text-xs text-muted-foreground">
          Ctrl K works either way. The manual is in the folder docs of this installation.
        </p>
      </div>
    </Dialog>
  );
}

/** Whether a key belongs to what has the focus. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || document.querySelector("dialog:modal")) return true;
  const target = event.target instanceof HTMLElement ? event.target : null;
  return (
    target?.closest("input, textarea, select, [contenteditable], [role=menu], [role=listbox]") !=
    null
  );
}

/**
 * Presses what a page offers under a key, as `data-shortcut="e"` on its button or link. What a row of
 * a list offers is pressed only while the row has the focus.
 */
function pressOnPage(key: string): boolean {
  const search = key === "/" ? document.querySelector<HTMLInputElement>("[data-filter]") : null;
  if (search) {
    search.focus();
    search.select();
    return true;
  }
  if (!/^[a-z[\]:]$/.test(key)) return false;
  const target = offeredFor(key);
  // A menu opens by key, not by a click that no pointer made.
  if (target?.ariaHasPopup === "menu") {
    target.focus();
    target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  } else {
    target?.click();
  }
  return target !== undefined;
}

function offeredFor(key: string): HTMLElement | undefined {
  const selector = `[data-shortcut="${CSS.escape(key)}"]`;
  const row = document.activeElement?.closest("[data-row]");
  const ofRow = row?.querySelector<HTMLElement>(selector);
  const all = [...document.querySelectorAll<HTMLElement>(selector)];
  return ofRow ?? all.find((each) => !each.closest("[data-row]"));
}

const groups = [
  {
    title: "Everywhere",
    keys: [
      { keys: ["Ctrl", "K"], does: "Search or jump to" },
      { keys: ["/"], does: "Filter the list" },
      { keys: ["?"], does: "This list" },
      { keys: ["Esc"], does: "Close, and return" },
    ],
  },
  {
    title: "Go to",
    keys: allPlaces.flatMap(({ key, name }) => (key ? [{ keys: ["g", key], does: name }] : [])),
  },
  {
    title: "In a list",
    keys: [
      { keys: ["j"], does: "Next row" },
      { keys: ["k"], does: "Row before" },
      { keys: ["Enter"], does: "Open" },
      { keys: ["x"], does: "Select" },
    ],
  },
  {
    title: "On a page",
    keys: [
      { keys: ["b"], does: "Back up now" },
      { keys: ["e"], does: "Edit" },
      { keys: ["f"], does: "Follow the log" },
    ],
  },
  {
    title: "In a comparison",
    keys: [
      { keys: ["n"], does: "Next change" },
      { keys: ["p"], does: "Change before" },
      { keys: ["s"], does: "Split or inline" },
      { keys: ["w"], does: "Wrap lines" },
    ],
  },
  {
    title: "On a device",
    keys: [
      { keys: ["["], does: "Older version" },
      { keys: ["]"], does: "Newer version" },
      { keys: [":"], does: "Go to line" },
      { keys: ["w"], does: "Wrap lines" },
      { keys: ["c"], does: "Compare the two that are chosen" },
      { keys: ["r"], does: "Reveal secrets" },
      { keys: ["d"], does: "Download" },
      { keys: ["t"], does: "Test the connection" },
    ],
  },
];

function ShortcutList() {
  return (
    <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h3 className="mb-1 font-semibold">{group.title}</h3>
          <dl>
            {group.keys.map(({ keys, does }) => (
              <div key={does} className="flex min-h-7 items-center justify-between gap-4">
                <dt>{does}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
