"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./button.tsx";
import { cn } from "./cn.ts";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons at the end, the main one last. */
  footer?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** The browser's own modal: the rest is inert, Escape closes, focus returns where it came from. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  className,
  children,
}: DialogProps) {
  const ref = useModal(open);
  const id = useId();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key that closes a dialog
    <dialog
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onClose={() => onOpenChange(false)}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
      className={cn(
        "m-auto w-full max-w-lg rounded-xl bg-popover p-0 text-popover-foreground shadow-float",
        "max-md:mb-0 max-md:max-w-none max-md:rounded-b-none",
        "backdrop:bg-[oklch(0.15_0.02_230/0.4)]",
        className,
      )}
    >
      {open ? (
        <div className="flex max-h-[85dvh] flex-col">
          <header className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1">
              <h2 id={`${id}-title`} className="text-base font-semibold">
                {title}
              </h2>
              {description ? (
                <p id={`${id}-description`} className="mt-1 text-pretty text-muted-foreground">
                  {description}
                </p>
              ) : null}
            </div>
            <IconButton
              size="sm"
              label="Close"
              className="-mt-1 -mr-2"
              onClick={() => onOpenChange(false)}
            >
              <X aria-hidden="true" />
            </IconButton>
          </header>
          <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
              {footer}
            </footer>
          ) : null}
        </div>
      ) : null}
    </dialog>
  );
}

/** Opens and closes a `<dialog>` element with a state. */
export function useModal(open: boolean) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog?.open) dialog?.showModal();
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return ref;
}
