"use client";

let isDown = false;
let waiting: (() => void)[] = [];

/**
 * Runs `act` now, or once the button or finger that is down has been lifted and its click is done.
 * What moves the page under a press makes the press miss: it begins on one thing and ends on another.
 */
export function afterPress(act: () => void): void {
  if (isDown) waiting.push(act);
  else act();
}

function listen(): void {
  const down = () => {
    isDown = true;
  };
  const up = () => setTimeout(release); // the click follows in the task of the release
  window.addEventListener("pointerdown", down, { capture: true });
  for (const end of ["pointerup", "pointercancel", "blur", "dragend"]) {
    window.addEventListener(end, up, { capture: true });
  }
}

if (typeof window !== "undefined") listen(); // from the first press on, not from the first question

function release(): void {
  isDown = false;
  const due = waiting;
  waiting = [];
  for (const act of due) act();
}
