import { ChevronDown, ChevronUp, WrapText } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "#components/format";
import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox";
import { Kbd } from "#components/ui/kbd";
import { Segmented } from "#components/ui/segmented";

const views = [
  { value: "split", label: "Split" },
  { value: "inline", label: "Inline" },
] as const;
type View = (typeof views)[number]["value"];

/** Whether lines that differ although nobody changed anything are hidden. */
export interface VolatileChoice {
  /** As many there are. */
  lines: number;
  hides: boolean;
  onHide: (hide: boolean) => void;
  pending: boolean;
}

interface DiffToolsProps {
  /** Absent: there is but one view. */
  view?: View;
  onView?: (view: View) => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  volatile?: VolatileChoice;
  children: ReactNode;
}

/** How a comparison is looked at; on a phone it is inline and wrapped, whatever is chosen. */
export function DiffTools(props: DiffToolsProps) {
  const { view, onView, wrap, onWrap, volatile, children } = props;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-4 py-1.5">
      {view && onView ? <Views view={view} onView={onView} /> : null}
      {volatile ? <Volatile choice={volatile} /> : null}
      <Button
        size="sm"
        variant="ghost"
        aria-pressed={wrap}
        data-shortcut="w"
        onClick={() => onWrap(!wrap)}
        className="max-md:hidden"
      >
        <WrapText aria-hidden="true" />
        Wrap
      </Button>
      {children}
    </div>
  );
}

function Views({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <>
      <Segmented
        label="View"
        options={[...views]}
        value={view}
        onChange={onView}
        className="max-md:hidden"
      />
      {/* The key turns the view round, whichever of the two is pressed. */}
      <button
        type="button"
        data-shortcut="s"
        tabIndex={-1}
        aria-hidden="true"
        onClick={() => onView(view === "split" ? "inline" : "split")}
        className="hidden"
      />
    </>
  );
}

function Volatile({ choice: { lines, hides, onHide, pending } }: { choice: VolatileChoice }) {
  return (
    <CheckboxField
      label={
        <>
          Hide volatile lines{" "}
          <span className="text-muted-foreground tabular-nums">{formatCount(lines)}</span>
        </>
      }
      checked={hides}
      aria-busy={pending || undefined}
      onChange={(event) => onHide(event.target.checked)}
      className="self-center"
    />
  );
}

interface ChangeStepsProps {
  changes: { at: number; of: number; next: () => void; previous: () => void };
}

/** From change to change; at the thumb on a phone. */
export function ChangeSteps({ changes: { at, of, next, previous } }: ChangeStepsProps) {
  return (
    <div className="z-10 ml-auto flex items-center gap-2 max-md:fixed max-md:inset-x-4 max-md:bottom-18 max-md:ml-0 max-md:justify-between max-md:rounded-lg max-md:bg-popover max-md:p-1.5 max-md:shadow-float">
      <Button size="sm" data-shortcut="p" onClick={previous} className="max-md:order-1">
        <ChevronUp aria-hidden="true" />
        <span className="sr-only">Previous change</span>
        <Kbd aria-hidden="true" className="max-md:hidden">
          P
        </Kbd>
      </Button>
      <span
        role="status"
        className="text-xs text-muted-foreground tabular-nums max-md:order-2 md:-order-1"
      >
        {at === 0 ? `${formatCount(of)} ${of === 1 ? "change" : "changes"}` : null}
        {at > 0 ? `Change ${formatCount(at)} of ${formatCount(of)}` : null}
      </span>
      <Button size="sm" data-shortcut="n" onClick={next} className="max-md:order-3">
        <ChevronDown aria-hidden="true" />
        <span className="sr-only">Next change</span>
        <Kbd aria-hidden="true" className="max-md:hidden">
          N
        </Kbd>
      </Button>
    </div>
  );
}
