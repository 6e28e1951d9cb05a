import type { ReactNode } from "react";
import { cn } from "./ui/cn.ts";

/**
 * The marks of states, on a grid of 16. The shape says what kind of thing it is (circle: a run or
 * another attempt, shield: protection, square: an archive, page: a config version, triangle: an alarm), the sign inside says its state; filled
 * is settled, an outline is open.
 */

const ring = { cx: 8, cy: 8, r: 6.25 } as const;
const shieldPath = "M8 1.6 13.1 3.5v4.3c0 3-1.95 5.3-5.1 6.6-3.15-1.3-5.1-3.6-5.1-6.6V3.5Z";
const pagePath = "M3.5 1.75h5.9l3.1 3.1v9.4h-9Z";
const square = { x: 2, y: 2, width: 12, height: 12, rx: 2.4 } as const;

const signs = {
  check: "m5.1 8.25 2.05 2.05 3.75-4.35",
  bang: "M8 4.6v4.05M8 11.2v.01",
  cross: "m5.85 5.85 4.3 4.3m0-4.3-4.3 4.3",
  clock: "M8 4.9v3.2l2 1.2",
  alarm: "M8 6.2v3.3M8 11.4v.01",
  bars: "M6.6 5.8v4.1m2.8-4.1v4.1",
  bolt: "M8.75 4.5 6.3 8.35h3.4L7.25 12",
  slash: "m4.1 11.9 7.8-7.8",
  minus: "M5.5 8h5",
  pageCheck: "m5.5 9.1 1.75 1.75 3.1-3.6",
  pageBang: "M8 5.6v4M8 11.9v.01",
  lines: "M6 7.2h4M6 10h4",
} as const;
type Sign = keyof typeof signs;

/** A filled shape with its sign cut out in the colour of the ground. */
function Filled({ shape, sign }: { shape: ReactNode; sign: Sign }) {
  return (
    <>
      <g fill="currentColor" strokeWidth="1">
        {shape}
      </g>
      <path d={signs[sign]} stroke="var(--card)" strokeWidth="1.65" />
    </>
  );
}

/** An outlined shape, its sign in the same ink. */
function Open({ shape, sign }: { shape: ReactNode; sign?: Sign }) {
  return (
    <>
      {shape}
      {sign ? <path d={signs[sign]} /> : null}
    </>
  );
}

const triangle = <path d="M8 2.1 14.3 13.2H1.7Z" strokeLinejoin="round" />;
const circle = <circle {...ring} />;
const shield = <path d={shieldPath} />;
const sheet = <path d={pagePath} />;
const box = <rect {...square} />;

const drawings = {
  "run-queued": <circle {...ring} strokeDasharray="2.2 2.163" />,
  "run-running": (
    <>
      <circle {...ring} opacity="0.28" />
      <path
        d="M8 1.75A6.25 6.25 0 0 1 14.25 8"
        className="origin-center motion-safe:animate-turn"
      />
    </>
  ),
  "run-succeeded": <Filled shape={circle} sign="check" />,
  "run-warnings": <Filled shape={circle} sign="bang" />,
  "run-failed": <Filled shape={circle} sign="cross" />,
  "run-cancelled": <Open shape={circle} sign="slash" />,
  "run-interrupted": (
    <Open
      shape={<circle {...ring} strokeDasharray="15.6 4.035" transform="rotate(-66 8 8)" />}
      sign="bolt"
    />
  ),
  "shield-protected": <Filled shape={shield} sign="check" />,
  "shield-stale": <Open shape={shield} sign="clock" />,
  "shield-unprotected": <Filled shape={shield} sign="cross" />,
  "shield-paused": <Open shape={shield} sign="bars" />,
  "archive-verified": <Filled shape={box} sign="check" />,
  "archive-partial": <Filled shape={box} sign="bang" />,
  "archive-unread": <Open shape={box} sign="clock" />,
  "archive-damaged": <Filled shape={box} sign="cross" />,
  "version-active": <Filled shape={sheet} sign="pageCheck" />,
  "version-past": <Open shape={sheet} sign="lines" />,
  "version-quarantined": (
    <Open shape={<path d={pagePath} strokeDasharray="2.4 2.05" />} sign="pageBang" />
  ),
  "archive-flagged": <Open shape={<rect {...square} strokeDasharray="2.4 2.05" />} sign="bang" />,
  "archive-let-go": <Open shape={<rect {...square} strokeDasharray="2.4 2.05" />} sign="minus" />,
  "alarm-failure": <Filled shape={triangle} sign="alarm" />,
  "alarm-warning": <Open shape={triangle} sign="alarm" />,
} as const;

export type GlyphName = keyof typeof drawings;

/** One mark; named for ears when no word stands beside it. */
export function Glyph({
  name,
  label,
  className,
}: {
  name: GlyphName;
  label?: string | undefined;
  className?: string;
}) {
  return (
    <svg
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label === undefined}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cn("size-4 flex-none overflow-visible", className)}
    >
      {drawings[name]}
    </svg>
  );
}
