import { cn } from "#components/ui/cn";

/** A stored secret: a hatched word in its place, which nothing reveals. */
export function NeverShown({ children = "never shown" }: { children?: string }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center rounded-sm border px-1.5 text-2xs whitespace-nowrap",
        "bg-[repeating-linear-gradient(135deg,var(--secondary)_0_3px,var(--muted)_3px_6px)]",
        "text-muted-foreground",
      )}
    >
      {children}
    </span>
  );
}
