import { ChevronDown, ChevronUp } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "../link.tsx";
import { cn } from "./cn.ts";

/** `display: grid` takes the roles of a table away, so they are written out. */
const roles = {
  group: { role: "rowgroup" },
  row: { role: "row" },
  column: { role: "columnheader" },
  cell: { role: "cell" },
} as const;

/**
 * A table between hairlines. With `cards`, each row becomes a two-column card on a phone; place its
 * cells with `max-md:col-start-… max-md:row-start-…`.
 */
export function Table({
  label,
  cards = false,
  className,
  ...props
}: ComponentProps<"table"> & { label: string; cards?: boolean }) {
  return (
    <div className={cn(!cards && "overflow-x-auto", "max-w-full")}>
      <table
        aria-label={label}
        data-cards={cards || undefined}
        className={cn(
          "group/table w-full border-collapse max-md:data-cards:block",
          "max-md:data-cards:[&_tbody]:block max-md:data-cards:[&_thead]:sr-only",
          className,
        )}
        {...props}
        {...(cards ? { role: "table" } : {})}
      />
    </div>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead {...roles.group}>
      <tr {...roles.row}>{children}</tr>
    </thead>
  );
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...roles.group} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      {...roles.row}
      data-row
      className={cn(
        "border-t hover:bg-accent/45 aria-selected:bg-running-subtle/70 first:border-t-0",
        "max-md:group-data-cards/table:grid",
        "max-md:group-data-cards/table:grid-cols-[minmax(0,1fr)_auto]",
        "max-md:group-data-cards/table:gap-x-3 max-md:group-data-cards/table:gap-y-0.5",
        "max-md:group-data-cards/table:px-4 max-md:group-data-cards/table:py-3",
        className,
      )}
      {...props}
    />
  );
}

interface ColumnProps extends ComponentProps<"th"> {
  /** This column's place in the one sort shown; the link turns it round or makes it the sort. */
  sort?: { href: string; direction: "ascending" | "descending" | null };
  numeric?: boolean;
}

export function Column({ sort, numeric = false, className, children, ...props }: ColumnProps) {
  const Arrow = sort?.direction === "ascending" ? ChevronUp : ChevronDown;
  return (
    <th
      {...roles.column}
      scope="col"
      aria-sort={sort?.direction ?? undefined}
      className={cn(
        "border-b px-2 py-2 text-left text-xs font-medium whitespace-nowrap text-muted-foreground",
        "first:pl-4 last:pr-4",
        numeric && "text-right",
        className,
      )}
      {...props}
    >
      {sort ? (
        <Link
          href={sort.href}
          scroll={false}
          className={cn(
            "inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-foreground",
            sort.direction && "text-foreground",
          )}
        >
          {children}
          {sort.direction ? <Arrow className="size-3" aria-hidden="true" /> : null}
        </Link>
      ) : (
        children
      )}
    </th>
  );
}

export function Cell({
  numeric = false,
  className,
  ...props
}: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      {...roles.cell}
      className={cn(
        "h-10 px-2 py-1.75 align-middle first:pl-4 last:pr-4",
        "max-md:group-data-cards/table:block max-md:group-data-cards/table:h-auto",
        "max-md:group-data-cards/table:min-w-0 max-md:group-data-cards/table:p-0",
        "max-md:group-data-cards/table:first:pl-0 max-md:group-data-cards/table:last:pr-0",
        numeric && "text-right",
        className,
      )}
      {...props}
    />
  );
}

/** A muted second line in a cell. */
export function SubLine({ className, ...props }: ComponentProps<"span">) {
  return <span className={cn("block text-xs text-muted-foreground", className)} {...props} />;
}
