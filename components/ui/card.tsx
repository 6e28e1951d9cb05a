import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

interface CardProps extends Omit<ComponentProps<"section">, "title"> {
  /** Heading of the card, which names its region. */
  title?: ReactNode;
  /** A muted word right behind the heading. */
  note?: ReactNode;
  /** Right end of the heading line: a fact, a link or small buttons. */
  aside?: ReactNode;
  /** A last muted line below a hairline. */
  footer?: ReactNode;
}

/** A bordered part of a page. Lists and tables go in as they are, anything else in a `CardBody`. */
export function Card({ title, note, aside, footer, className, children, ...props }: CardProps) {
  const heading = useId();
  return (
    <section
      aria-labelledby={title ? heading : undefined}
      className={cn("min-w-0 rounded-lg border bg-card text-card-foreground", className)}
      {...props}
    >
      {title ? (
        <header className="flex min-h-11 flex-wrap items-center gap-x-2 border-b px-4 py-1.5">
          <h2 id={heading} className="text-base font-semibold tracking-[-0.006em]">
            {title}
          </h2>
          {note ? <span className="text-xs text-muted-foreground">{note}</span> : null}
          {aside ? (
            <div className="ml-auto flex items-center gap-2 text-xs text-muted-foreground">
              {aside}
            </div>
          ) : null}
        </header>
      ) : null}
      {children}
      {footer ? <CardFooter>{footer}</CardFooter> : null}
    </section>
  );
}

export function CardBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("p-4", className)} {...props} />;
}

export function CardFooter({ className, ...props }: ComponentProps<"footer">) {
  return (
    <footer
      className={cn(
        "flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-2 text-xs",
        "text-muted-foreground",
        className,
      )}
      {...props}
    />
  );
}

/** Rows between hairlines, as in a card. */
export function Rows({ className, ...props }: ComponentProps<"ul">) {
  return <ul className={cn("divide-y", className)} {...props} />;
}

export function Row({ className, ...props }: ComponentProps<"li">) {
  return <li className={cn("min-w-0 px-4 py-2.5", className)} {...props} />;
}
