"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { buttonVariants } from "./button.tsx";
import { cn } from "./cn.ts";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Mostly text: the focus begins at its title instead of its first control. */
  reads?: boolean;
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
  reads = false,
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
        <div className="relative flex max-h-[85dvh] flex-col">
          <header className="px-5 pt-4 pr-14">
            <h2
              id={`${id}-title`}
              tabIndex={-1}
              data-dialog-focus={reads || undefined}
              className="rounded-sm text-base font-semibold outline-none"
            >
              {title}
            </h2>
            {description ? (
              <p id={`${id}-description`} className="mt-1 text-pretty text-muted-foreground">
                {description}
              </p>
            ) : null}
          </header>
          <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">
              {footer}
            </footer>
          ) : null}
          {/* Last in order, so that opening leads to the content. */}
          <button
            type="button"
            aria-label="Close"
            title="Close"
            onClick={() => onOpenChange(false)}
            className={cn(
              buttonVariants({ variant: "ghost", size: "sm", shape: "square" }),
              "absolute top-3 right-3 max-md:top-1 max-md:right-1",
            )}
          >
            <X aria-hidden="true" />
          </button>
        </div>
      ) : null}
    </dialog>
  );
}

/** Opens and closes a `<dialog>` element with a state; the focus goes to what asks for it with `data-dialog-focus`. */
export function useModal(open: boolean) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (open && !dialog?.open) {
      dialog?.showModal();
      dialog?.querySelector<HTMLElement>("[data-dialog-focus]")?.focus();
    }
    if (!open && dialog?.open) dialog.close();
  }, [open]);
  return ref;
}
