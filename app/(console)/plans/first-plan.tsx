import { CalendarClock } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "#components/ui/empty-state";

/** Nobody has made a plan yet: what is there protects Holdfast alone. */
export function FirstPlan({ action }: { action: ReactNode }) {
  return (
    <div className="border-t">
      <EmptyState
        icon={<CalendarClock />}
        title="Nothing of yours is protected yet"
        action={action}
      >
        Name a database or a folder; the rest is filled in, and the first copy can be made at once.
      </EmptyState>
    </div>
  );
}
