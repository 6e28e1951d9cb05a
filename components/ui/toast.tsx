"use client";

import { Toaster as Sonner, toast } from "sonner";

export { toast };

/** What a person just did, said once; a failure is said in its place on the page instead. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={16}
      mobileOffset={{ bottom: 76, left: 12, right: 12 }}
      gap={8}
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-lg bg-popover px-4 py-3 text-sm text-popover-foreground shadow-float",
          title: "font-medium",
          description: "text-muted-foreground",
          actionButton:
            "ml-auto inline-flex h-11 items-center rounded-md border px-3 text-xs font-medium whitespace-nowrap hover:bg-accent md:h-7",
          icon: "shrink-0",
        },
      }}
    />
  );
}
