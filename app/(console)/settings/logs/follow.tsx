"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button";

/** New lines are looked for this often. */
const lookMs = 2_000;

/** While it is pressed, new lines come by themselves. */
export function Follow() {
  const router = useRouter();
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, lookMs);
    return () => clearInterval(timer);
  }, [on, router]);
  return (
    <Button aria-pressed={on} data-shortcut="f" aria-keyshortcuts="f" onClick={() => setOn(!on)}>
      {on ? "Following" : "Follow"}
    </Button>
  );
}
