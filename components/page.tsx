import type { ReactNode } from "react";
import { type Crumb, TitleBar, TopBar } from "./shell/top-bar.tsx";
import { cn } from "./ui/cn.ts";

export type { Crumb } from "./shell/top-bar.tsx";

interface PageProps {
  /** The name of this page or of the thing it shows: heading and last crumb. */
  title: string;
  /** In the bars where the title is too long or says something else, such as "Run 4,187". */
  shortTitle?: string;
  /** In the title bar of a phone, where that differs again. */
  phoneTitle?: string;
  /** The pages above this one; the last is the way back on a phone. */
  crumbs?: Crumb[];
  /** A state beside the title. */
  badge?: ReactNode;
  /** The sentence its reader came for. */
  sub?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** For a page that opens with a verdict: set in the largest type, one a page. */
  verdict?: boolean;
  children: ReactNode;
}

/** A page of the console: its bars, its heading, its content. */
export function Page({
  title,
  shortTitle = title,
  phoneTitle = shortTitle,
  crumbs = [],
  badge,
  sub,
  actions,
  verdict = false,
  children,
}: PageProps) {
  const inTitleBar = phoneTitle === title && !badge; // a phone says it once
  return (
    <>
      <TopBar crumbs={crumbs} title={shortTitle} />
      <TitleBar crumbs={crumbs} title={phoneTitle} />
      <main
        id="main"
        tabIndex={-1}
        className={cn(
          "mx-auto flex w-full max-w-328 flex-col gap-4 p-4 pb-8",
          "md:gap-5 md:pt-6 md:pb-14 lg:px-6",
        )}
      >
        <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <div className="min-w-0 flex-1 basis-80">
            <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <h1
                className={cn(
                  "font-semibold text-balance",
                  verdict ? "text-2xl" : "text-xl",
                  inTitleBar && "max-md:sr-only",
                )}
              >
                {title}
              </h1>
              {badge}
            </div>
            {sub ? (
              <div
                className={cn(
                  "max-w-184 text-pretty text-muted-foreground",
                  verdict ? "mt-0.5 text-base leading-5.5" : "mt-1",
                )}
              >
                {sub}
              </div>
            ) : null}
          </div>
          {actions ? (
            <div data-actions className="flex flex-wrap items-center gap-2 max-md:w-full">
              {actions}
            </div>
          ) : null}
        </div>
        {children}
      </main>
    </>
  );
}

/** Work at the left, its context at the right, 2.1 to 1; one column where there is no room. */
export function WorkAndContext({
  className,
  children,
}: {
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      className={cn(
        "grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:gap-5",
        "lg:grid-cols-[minmax(0,2.1fr)_minmax(0,1fr)]",
        className,
      )}
    >
      {children}
    </div>
  );
}

/** Steps at the left, results at the right; on a phone results come first. */
export function StepsAndResults({ steps, results }: { steps: ReactNode; results: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:gap-5 lg:grid-cols-[17.5rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-4 max-lg:order-2 md:gap-5">{steps}</div>
      <div className="flex min-w-0 flex-col gap-4 md:gap-5">{results}</div>
    </div>
  );
}

/** Cards above each other. */
export function Stack({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("flex min-w-0 flex-col gap-4 md:gap-5", className)}>{children}</div>;
}
