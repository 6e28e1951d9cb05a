"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { CheckboxField } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { QuietHours } from "#lib/alarms/schema";
import { FormDialog } from "../form-dialog.tsx";
import { changeQuietHoursAction } from "./actions.ts";

const usual = { from: "22:00", until: "06:00" };

/** Opens the hours in which only what breaks through is told. */
export function QuietHoursButton({ quiet }: { quiet: QuietHours }) {
  const [open, setOpen] = useState(false);
  const [on, setOn] = useState(quiet !== null);
  const [hours, setHours] = useState(quiet ?? usual);
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        onClick={() => {
          setOn(quiet !== null);
          setHours(quiet ?? usual);
          setOpen(true);
        }}
      >
        Change<span className="sr-only"> quiet hours</span>
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title="Quiet hours"
        description="In these hours, in the time zone of the console, only rules that break through tell anybody. The rest is told when they end, if it is still so."
        submit="Save quiet hours"
        onSubmit={() => changeQuietHoursAction(on ? hours : null)}
      >
        <CheckboxField
          label="Keep quiet hours"
          checked={on}
          onChange={(event) => setOn(event.target.checked)}
        />
        {on ? (
          <div className="grid grid-cols-2 gap-3">
            {(["from", "until"] as const).map((end) => (
              <Field key={end} label={end === "from" ? "From" : "Until"} id={`quiet-${end}`}>
                {(control) => (
                  <Input
                    {...control}
                    type="time"
                    required
                    value={hours[end]}
                    onChange={(event) => setHours({ ...hours, [end]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        ) : null}
      </FormDialog>
    </>
  );
}
