"use client";

import { useEffect, useState } from "react";

/** A finger held this long asks for the whole time. */
const longPressMs = 450;

interface Tip {
  text: string;
  left: number;
  top: number;
}

/**
 * Shows all of a time beside it: under the pointer, under a finger held down, and for the times of
 * the row or link that has the focus. One for the page, so that a table of times stays light.
 */
export function TimeTip() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => listen(setTip), []);
  if (!tip) return null;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none fixed z-70 -translate-x-1/2 -translate-y-full rounded-md bg-primary px-2 py-1 text-xs whitespace-nowrap text-primary-foreground"
      style={{ left: tip.left, top: tip.top }}
    >
      {tip.text}
    </div>
  );
}

function listen(show: (tip: Tip | null) => void): () => void {
  const stop = new AbortController();
  const options = { signal: stop.signal, passive: true };
  let held: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(held);
    show(null);
  };
  document.addEventListener(
    "pointerover",
    (event) => {
      if (event.pointerType !== "touch") show(tipOf(timeAround(event.target)));
    },
    options,
  );
  document.addEventListener(
    "pointerdown",
    (event) => {
      hide();
      const time = timeAround(event.target);
      if (time && event.pointerType === "touch") {
        held = setTimeout(() => show(tipOf(time)), longPressMs);
      }
    },
    options,
  );
  document.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerType === "touch" && Math.abs(event.movementY) > 2) hide();
    },
    options,
  );
  document.addEventListener("focusin", (event) => show(tipOf(timeOfFocus(event.target))), options);
  document.addEventListener("focusout", hide, options);
  document.addEventListener("scroll", hide, { ...options, capture: true });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide(), options);
  return () => {
    hide();
    stop.abort();
  };
}

function timeAround(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("time[data-absolute]") : null;
}

/** The time inside what has the focus, or in its row. Only for focus that came by key. */
function timeOfFocus(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof HTMLElement) || !target.matches(":focus-visible")) return null;
  const within = target.querySelector<HTMLElement>("time[data-absolute]");
  if (within || !target.matches("a")) return within;
  return target.closest("[data-row]")?.querySelector<HTMLElement>("time[data-absolute]") ?? null;
}

function tipOf(time: HTMLElement | null): Tip | null {
  if (!time) return null;
  const place = time.getBoundingClientRect();
  const half = Math.min(130, innerWidth / 2 - 8);
  const middle = place.left + place.width / 2;
  return {
    text: time.dataset.absolute ?? "",
    left: Math.min(Math.max(middle, half + 8), innerWidth - half - 8),
    top: place.top > 40 ? place.top - 6 : place.bottom + 32,
  };
}
