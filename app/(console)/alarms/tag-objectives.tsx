"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { plural } from "#components/format";
import { Button, IconButton } from "#components/ui/button";
import { Card, CardBody, CardFooter, Row, Rows } from "#components/ui/card";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import { FormDialog } from "../form-dialog.tsx";
import { changeTagObjectiveAction } from "./actions.ts";

interface TagObjectivesProps {
  /** Hours by tag. */
  objectives: Record<string, number>;
  /** Tags that devices have. */
  tags: readonly string[];
}

/** How old the copies of devices may become, by their tags. */
export function TagObjectives({ objectives, tags }: TagObjectivesProps) {
  const set = Object.entries(objectives).toSorted(([a], [b]) => a.localeCompare(b));
  return (
    <Card title="Freshness by tag" aside={<AddObjective tags={tags} />}>
      {set.length === 0 ? (
        <CardBody className="text-muted-foreground">
          Each device is held to the schedules of its plans: twice the longest gap between runs, and
          an hour. A tag can say otherwise.
        </CardBody>
      ) : (
        <>
          <Rows>
            {set.map(([tag, hours]) => (
              <Row key={tag} className="flex items-center gap-3">
                <span className="min-w-0 flex-1 wrap-anywhere">
                  <b className="font-medium">{tag}</b>{" "}
                  <span className="text-muted-foreground">{plural(hours, "hour")}</span>
                </span>
                <RemoveObjective tag={tag} />
              </Row>
            ))}
          </Rows>
          <CardFooter>Of several tags of a device, the shortest counts.</CardFooter>
        </>
      )}
    </Card>
  );
}

function RemoveObjective({ tag }: { tag: string }) {
  const remove = async () => {
    const outcome = await changeTagObjectiveAction({ tag, hours: null });
    if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
  };
  return (
    <IconButton label={`Remove ${tag}`} size="sm" onClick={remove}>
      <X aria-hidden="true" />
    </IconButton>
  );
}

function AddObjective({ tags }: { tags: readonly string[] }) {
  const [open, setOpen] = useState(false);
  const [tag, setTag] = useState("");
  const [hours, setHours] = useState("24");
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Add<span className="sr-only"> a tag</span>
      </Button>
      <FormDialog
        open={open}
        onOpenChange={setOpen}
        title="How fresh the devices of a tag have to be"
        description="A device whose last good copy is older is stale, and an alarm says so."
        submit="Save"
        onSubmit={() => changeTagObjectiveAction({ tag, hours: Number(hours) })}
      >
        <Field label="Tag" id="objective-tag">
          {(control) => (
            <Input
              {...control}
              list="objective-tags"
              required
              autoComplete="off"
              value={tag}
              onChange={(event) => setTag(event.target.value)}
            />
          )}
        </Field>
        <datalist id="objective-tags">
          {tags.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field label="Hours" id="objective-hours">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={8784}
              required
              value={hours}
              onChange={(event) => setHours(event.target.value)}
            />
          )}
        </Field>
      </FormDialog>
    </>
  );
}
