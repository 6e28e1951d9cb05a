"use client";

import { useRouter } from "next/navigation";
import { rememberChoice } from "./clock.tsx";

/** Puts the first steps away in this browser. */
export function HideSteps() {
  const router = useRouter();
  return (
    <button
      type="button"
      className="link min-h-6"
      onClick={() => {
        rememberChoice("holdfast-steps", "hidden");
        router.refresh();
      }}
    >
      Hide these steps
    </button>
  );
}
