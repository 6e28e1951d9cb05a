"use client";

import { Tooltip as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { placeForFloating } from "./floating.tsx";

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={400} skipDelayDuration={300}>
      {children}
    </Radix.Provider>
  );
}

/** A short text beside what is hovered or focused. Never the only place of a fact. */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Radix.Root onOpenChange={(open) => open && setPlace(placeForFloating())}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={place}>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-70 max-w-80 rounded-md bg-primary px-2 py-1 text-xs text-primary-foreground"
        >
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
