import { Link } from "../link.tsx";
import { cn } from "./cn.ts";

const frame = "inline-flex max-w-full flex-wrap gap-0.5 rounded-md border bg-muted p-0.5";
const part = cn(
  "inline-flex h-10 flex-1 items-center justify-center gap-1.5 rounded-sm px-3 text-sm font-medium",
  "whitespace-nowrap text-muted-foreground hover:text-foreground md:h-6.5 md:px-2.5 md:text-xs",
);
const chosen = cn(
  "bg-card text-foreground",
  "shadow-[0_0_0_1px_var(--border),0_1px_2px_color-mix(in_oklab,var(--foreground)_8%,transparent)]",
);

interface SegmentedProps<V extends string> {
  label: string;
  options: { value: V; label: string; count?: number }[];
  value: V;
  onChange: (value: V) => void;
  className?: string;
}

/** A few views of one thing, one of them shown. */
export function Segmented<V extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: SegmentedProps<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as flex everywhere
    <div role="group" aria-label={label} className={cn(frame, className)}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn(part, option.value === value && chosen)}
        >
          {option.label}
          {option.count === undefined ? null : <span>{option.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** The same, where each view has its own address. */
export function SegmentedLinks({
  label,
  options,
  className,
}: {
  label: string;
  options: { label: string; href: string; current: boolean; count?: number }[];
  className?: string;
}) {
  return (
    <nav aria-label={label} className={cn(frame, className)}>
      {options.map((option) => (
        <Link
          key={option.href}
          href={option.href}
          scroll={false}
          aria-current={option.current ? "true" : undefined}
          className={cn(part, option.current && chosen)}
        >
          {option.label}
          {option.count === undefined ? null : <span>{option.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
