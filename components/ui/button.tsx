import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import { type ComponentProps, useId } from "react";
import { cn } from "./cn.ts";
import { Tooltip } from "./tooltip.tsx";

export const buttonVariants = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium",
    "whitespace-nowrap transition-colors select-none [&_svg]:size-4 [&_svg]:opacity-85",
    "aria-disabled:border-border aria-disabled:bg-muted aria-disabled:text-muted-foreground",
    "aria-disabled:shadow-none",
  ],
  {
    variants: {
      variant: {
        outline: [
          "border-border bg-card text-foreground shadow-control",
          "hover:border-input/60 hover:bg-accent aria-pressed:border-input aria-pressed:bg-accent",
        ],
        primary: "border-primary bg-primary text-primary-foreground hover:bg-primary/88",
        ghost: "border-transparent hover:bg-accent aria-pressed:bg-accent",
        danger: [
          "border-border bg-card text-destructive shadow-control",
          "hover:border-failure-mark hover:bg-failure-subtle",
        ],
        destructive:
          "border-destructive bg-destructive text-destructive-foreground hover:bg-destructive/88",
      },
      size: {
        sm: "h-11 px-3.5 text-sm md:h-7 md:px-2.25 md:text-xs",
        md: "h-11 px-4 text-sm md:h-8 md:px-3",
        lg: "h-11 px-4 text-base md:h-10",
      },
      shape: { text: "", square: "p-0 md:p-0" },
    },
    compoundVariants: [
      { shape: "square", size: "sm", class: "w-11 md:w-7" },
      { shape: "square", size: "md", class: "w-11 md:w-8" },
      { shape: "square", size: "lg", class: "w-11 md:w-10" },
    ],
    defaultVariants: { variant: "outline", size: "md", shape: "text" },
  },
);

export interface ButtonProps
  extends ComponentProps<"button">,
    Omit<VariantProps<typeof buttonVariants>, "shape"> {
  /** Dresses the only child (a link) as a button. */
  asChild?: boolean;
  /** Its action is under way: it keeps its size, says so, and a second press does nothing. */
  pending?: boolean;
  /** Why it cannot be pressed now; it stays reachable and says this sentence. */
  disabledBecause?: string | null;
}

/** Verb and object: "Back up now". */
export function Button({
  variant,
  size,
  asChild = false,
  pending = false,
  disabledBecause = null,
  type = "button",
  className,
  children,
  onClick,
  ...props
}: ButtonProps) {
  const why = useId();
  const style = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={style} {...props}>
        {children}
      </Slot.Root>
    );
  }
  const inert = pending || disabledBecause !== null;
  return (
    <button
      {...props}
      type={inert ? "button" : type}
      className={style}
      onClick={inert ? undefined : onClick}
      aria-busy={pending || undefined}
      aria-disabled={inert || undefined}
      aria-describedby={disabledBecause ? why : props["aria-describedby"]}
      title={disabledBecause ?? props.title}
    >
      {pending ? <Turning /> : null}
      {children}
      {disabledBecause ? (
        <span id={why} hidden>
          {disabledBecause}
        </span>
      ) : null}
    </button>
  );
}

/** A button that is only a glyph; `label` names it for ears and, in a tooltip, for eyes. */
export function IconButton({
  label,
  variant = "ghost",
  size,
  asChild = false,
  type = "button",
  className,
  ...props
}: Omit<ButtonProps, "pending" | "disabledBecause"> & { label: string }) {
  const Tag = asChild ? Slot.Root : "button";
  return (
    <Tooltip content={label}>
      <Tag
        {...props}
        {...(asChild ? {} : { type })}
        aria-label={label}
        className={cn(buttonVariants({ variant, size, shape: "square" }), className)}
      />
    </Tooltip>
  );
}

function Turning() {
  return (
    <svg viewBox="0 0 16 16" fill="none" aria-hidden="true" className="motion-safe:animate-turn">
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="1.6" opacity="0.3" />
      <path d="M8 2a6 6 0 0 1 6 6" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}
