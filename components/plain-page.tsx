import type { ReactNode } from "react";
import { BrandMark } from "./brand.tsx";

/** A page outside of the console: the mark, a heading, a sentence, and what is done next. */
export function PlainPage({
  title,
  sub,
  children,
  footer,
}: {
  title: string;
  sub?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 pt-8 pb-4">
      <main id="main" tabIndex={-1} className="m-auto flex w-full max-w-88 flex-col gap-4">
        <div className="mb-2 flex flex-col items-center text-center">
          <BrandMark className="mb-3.5 size-9" />
          <h1 className="text-[1.375rem] leading-7 font-semibold tracking-[-0.015em] text-balance">
            {title}
          </h1>
          {sub ? <div className="mt-0.5 text-balance text-muted-foreground">{sub}</div> : null}
        </div>
        {children}
      </main>
      {footer ? (
        <footer className="flex items-center gap-5 p-4 text-xs text-muted-foreground">
          {footer}
        </footer>
      ) : null}
    </div>
  );
}
