import { cn } from "./cn.ts";

const tones = {
  running: "bg-running-mark",
  success: "bg-success-mark",
  warning: "bg-warning-mark",
  failure: "bg-failure-mark",
} as const;

interface ProgressProps {
  label: string;
  /** 0 to 1; `null` while the whole is not known, and then no share is drawn. */
  value: number | null;
  /** What is known in words: "182 of 212 files". */
  text?: string;
  tone?: keyof typeof tones;
  className?: string;
}

export function Progress({ label, value, text, tone = "running", className }: ProgressProps) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      aria-valuetext={text}
      className={cn("flex h-1.5 overflow-hidden rounded-full bg-accent", className)}
    >
      {percent === null ? (
        <span className="w-full bg-[repeating-linear-gradient(115deg,transparent_0_6px,color-mix(in_oklab,var(--running-mark)_35%,transparent)_6px_12px)]" />
      ) : (
        <span data-bar className={cn("block", tones[tone])} style={{ width: `${percent}%` }} />
      )}
    </div>
  );
}

export interface Share {
  /** Stable key, also the class name of its colour. */
  key: string;
  amount: number;
  className: string;
}

/** One bar cut into shares, largest meaning first; small ones stay visible. Drawn beside its words. */
export function ShareBar({ shares, className }: { shares: Share[]; className?: string }) {
  return (
    <div aria-hidden="true" className={cn("flex h-1.5 gap-0.75", className)}>
      {shares
        .filter((share) => share.amount > 0)
        .map((share) => (
          <span
            key={share.key}
            data-bar
            className={cn("min-w-2 rounded-xs", share.className)}
            style={{ flexGrow: share.amount, flexBasis: 0 }}
          />
        ))}
    </div>
  );
}
