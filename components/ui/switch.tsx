import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

/** The checkbox says itself whether it is checked. */
const switchRole = { role: "switch" };

/** On or off, at once. Its words are the label; without them, give `aria-label`. */
export function Switch({
  label,
  className,
  ...props
}: Omit<ComponentProps<"input">, "type" | "role"> & { label?: ReactNode }) {
  const id = useId();
  const control = (
    <input
      id={id}
      type="checkbox"
      {...switchRole}
      className={cn(
        "relative m-0 h-6 w-11 flex-none appearance-none rounded-full bg-neutral-mark md:h-5 md:w-8",
        "transition-colors duration-150 checked:bg-primary",
        "after:absolute after:top-0.5 after:left-0.5 after:size-5 after:rounded-full after:bg-card",
        "after:transition-transform after:duration-150 checked:after:translate-x-5",
        "md:after:size-4 md:checked:after:translate-x-3",
        "aria-disabled:opacity-60 forced-colors:border",
        className,
      )}
      {...props}
    />
  );
  if (!label) return control;
  return (
    <label
      htmlFor={props.id ?? id}
      className="inline-flex min-h-11 items-center gap-2 font-medium md:min-h-8"
    >
      {control}
      {label}
    </label>
  );
}
