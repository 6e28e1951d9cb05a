"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { Card, CardFooter, Row, Rows } from "#components/ui/card";
import { CheckboxField } from "#components/ui/checkbox";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { Summaries } from "#lib/alarms/schema";
import { weekdays } from "#lib/plans/schema";
import { FormDialog } from "../form-dialog.tsx";
import { changeSummariesAction } from "./actions.ts";
import { ChosenChannels } from "./chosen-channels.tsx";
import { capital, type NamedChannel, whomText } from "./words.ts";

interface SummariesCardProps {
  summaries: Summaries;
  channels: readonly NamedChannel[];
}

/** What is told without anything being wrong, and the evidence to take away. */
export function SummariesCard({ summaries, channels }: SummariesCardProps) {
  const { digest, report, changes } = summaries;
  const lines = [
    { name: "Digest", text: digestText(digest, channels), part: "digest" },
    {
      name: "Monthly evidence",
      text: report.monthly ? whomText(report.channels, channels) : "not sent",
      part: "report",
    },
    { name: "Changed configurations", text: whomText(changes.channels, channels), part: "changes" },
  ] as const;
  return (
    <Card title="Summaries">
      <Rows>
        {lines.map(({ name, text, part }) => (
          <Row key={part} className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{name}</p>
              <p className="text-xs text-muted-foreground">{capital(text)}</p>
            </div>
            <ChangeSummary name={name} part={part} summaries={summaries} channels={channels} />
          </Row>
        ))}
      </Rows>
      <CardFooter>
        <span>Evidence of last month:</span>
        <a className="link" href="/api/alarms/report?format=html" download>
          HTML
        </a>
        <a className="link" href="/api/alarms/report?format=csv" download>
          CSV
        </a>
      </CardFooter>
    </Card>
  );
}

function digestText(digest: Summaries["digest"], channels: readonly NamedChannel[]): string {
  if (digest.every === "never") return "not sent";
  const when = digest.every === "day" ? "each day" : `each ${weekdays[digest.weekday]}`;
  return `${when} at ${digest.at}, ${whomText(digest.channels, channels)}`;
}

function ChangeSummary({
  name,
  part,
  summaries,
  channels,
}: SummariesCardProps & { name: string; part: keyof Summaries }) {
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(summaries);
  const change = <P extends keyof Summaries>(of: P, patch: Partial<Summaries[P]>) =>
    setDraft((before) => ({ ...before, [of]: { ...before[of], ...patch } }));
  return (
    <>
      <Button
        size="sm"
        aria-label={`Change ${name}`}
        onClick={() => {
          setDraft(summaries);
          setOpen(true);
        }}
      >
        Change
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title={name}
        description={descriptions[part]}
        submit="Save"
        onSubmit={() => changeSummariesAction(draft)}
      >
        {part === "digest" ? (
          <DigestFields digest={draft.digest} change={(patch) => change("digest", patch)} />
        ) : null}
        {part === "report" ? (
          <CheckboxField
            label="Send it on the first day of each month"
            checked={draft.report.monthly}
            onChange={(event) => change("report", { monthly: event.target.checked })}
          />
        ) : null}
        <ChosenChannels
          chosen={draft[part].channels}
          onChange={(chosen) => change(part, { channels: chosen })}
          channels={channels}
        />
      </FormDialog>
    </>
  );
}

const descriptions: Record<keyof Summaries, string> = {
  digest: "How things stand and what happened, although nothing is wrong.",
  report: "What is protected, verified and failed, as HTML and CSV. Mail carries both files.",
  changes:
    "Devices whose configuration changed, with the first changed lines. Secrets are left out.",
};

function DigestFields({
  digest,
  change,
}: {
  digest: Summaries["digest"];
  change: (patch: Partial<Summaries["digest"]>) => void;
}) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="Send" id="digest-every">
        {(control) => (
          <Select
            {...control}
            value={digest.every}
            onChange={(event) =>
              change({ every: event.target.value as Summaries["digest"]["every"] })
            }
          >
            <option value="never">Never</option>
            <option value="day">Each day</option>
            <option value="week">Each week</option>
          </Select>
        )}
      </Field>
      {digest.every === "never" ? null : (
        <Field label="At" id="digest-at">
          {(control) => (
            <Input
              {...control}
              type="time"
              required
              value={digest.at}
              onChange={(event) => change({ at: event.target.value })}
            />
          )}
        </Field>
      )}
      {digest.every === "week" ? (
        <Field label="On" id="digest-weekday">
          {(control) => (
            <Select
              {...control}
              value={digest.weekday}
              onChange={(event) => change({ weekday: Number(event.target.value) })}
            >
              {weekdays.map((day, index) => (
                <option key={day} value={index}>
                  {day}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
    </div>
  );
}
