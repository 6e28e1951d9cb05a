"use client";

import { ChevronDown } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "../action.ts";
import { FormDialog } from "../form-dialog.tsx";
import {
  acknowledgeAlarmAction,
  snoozeAlarmAction,
  takeBackAlarmAction,
  wakeAlarmAction,
} from "./actions.ts";

interface AlarmButtonsProps {
  id: string;
  title: string;
  /** Whether somebody has taken it. */
  taken: boolean;
}

const dayHours = 24;
const snoozes = [
  { words: "For 1 hour", hours: 1 },
  { words: "For 8 hours", hours: 8 },
  { words: "For a day", hours: dayHours },
  { words: "For a week", hours: 7 * dayHours },
  { words: "For 30 days", hours: 30 * dayHours },
];

/** What a person can say about an open alarm: that it is theirs, or that it may wait. */
export function AlarmButtons({ id, title, taken }: AlarmButtonsProps) {
  const { run, pending } = useDoing();
  return (
    <div className="flex items-center justify-between">
      {taken ? (
        <Button
          variant="ghost"
          size="sm"
          pending={pending}
          aria-label={`Take back: ${title}`}
          onClick={() => run(() => takeBackAlarmAction({ id }))}
        >
          Take back
        </Button>
      ) : (
        <Acknowledge id={id} title={title} />
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="sm" aria-label={`Snooze: ${title}`}>
            Snooze
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {snoozes.map(({ words, hours }) => (
            <DropdownMenuItem
              key={hours}
              onSelect={() => run(() => snoozeAlarmAction({ id, hours }))}
            >
              {words}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}

/** Ends the silence of a snoozed alarm. */
export function WakeButton({ id, title }: { id: string; title: string }) {
  const { run, pending } = useDoing();
  return (
    <Button
      variant="ghost"
      size="sm"
      pending={pending}
      aria-label={`Wake: ${title}`}
      onClick={() => run(() => wakeAlarmAction({ id }))}
    >
      Wake it
    </Button>
  );
}

function Acknowledge({ id, title }: { id: string; title: string }) {
  const [open, setOpen] = useState(false);
  const [comment, setComment] = useState("");
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        aria-label={`Acknowledge: ${title}`}
        onClick={() => setOpen(true)}
      >
        Acknowledge
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title="Acknowledge this alarm?"
        description="It stays open and says who has taken it. It is not repeated; it rings again when it grows worse."
        submit="Acknowledge alarm"
        onSubmit={() => acknowledgeAlarmAction({ id, comment })}
      >
        <Field label="Comment" aside="optional" id="alarm-comment">
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              maxLength={500}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
      </FormDialog>
    </>
  );
}

function useDoing() {
  const [pending, startTransition] = useTransition();
  const run = (act: () => Promise<ActionResult<unknown>>) =>
    startTransition(async () => {
      const outcome = await act();
      if (outcome.ok) return;
      toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  return { run, pending };
}
