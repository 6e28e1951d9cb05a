import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export const controlStyle = cn(
  "w-full min-w-0 rounded-md border border-input bg-card text-foreground",
  "h-11 px-2.5 text-lg md:h-8 md:text-sm",
  "focus-visible:outline-offset-0",
  "aria-invalid:border-failure-mark aria-invalid:shadow-[0_0_0_1px_var(--failure-mark)]",
);

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(controlStyle, className)} {...props} />;
}

/** For paths, patterns, addresses: nothing is corrected or capitalised while typing. */
export function CodeInput({ className, ...props }: ComponentProps<"input">) {
  return (
    <Input
      autoCapitalize="off"
      autoCorrect="off"
      autoComplete="off"
      spellCheck={false}
      className={cn("font-mono", className)}
      {...props}
    />
  );
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn(controlStyle, "h-auto py-2 md:h-auto", className)} {...props} />;
}
