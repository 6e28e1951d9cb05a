import type { ReactNode } from "react";

/** Nothing is here yet: one sentence, one button, one link. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  link,
}: {
  icon?: ReactNode;
  title: string;
  /** A second, muted sentence. */
  children?: ReactNode;
  action?: ReactNode;
  link?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      {icon ? (
        <span aria-hidden="true" className="mb-3 text-neutral-mark [&_svg]:size-6">
          {icon}
        </span>
      ) : null}
      <p className="text-base font-semibold text-balance">{title}</p>
      {children ? (
        <p className="mt-1 max-w-104 text-balance text-muted-foreground">{children}</p>
      ) : null}
      {action || link ? (
        <div className="mt-4 flex flex-wrap items-center justify-center gap-x-4 gap-y-2">
          {action}
          {link}
        </div>
      ) : null}
    </div>
  );
}
