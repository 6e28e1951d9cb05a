import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** Stands where something will be, in its size; comes after 150 ms and does not shimmer. */
export function Skeleton({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      aria-hidden="true"
      className={cn("block h-3 animate-appear rounded-sm bg-accent", className)}
      {...props}
    />
  );
}

/** Rows of a list or table on their way. */
export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  const places = Array.from({ length: rows }, (_, row) => row);
  return (
    <div aria-busy="true" className="divide-y">
      <span className="sr-only" role="status">
        {label}
      </span>
      {places.map((row) => (
        <div key={row} className="flex h-10 items-center gap-4 px-4">
          <Skeleton className="size-4 rounded-full" />
          <Skeleton className="w-2/5" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
