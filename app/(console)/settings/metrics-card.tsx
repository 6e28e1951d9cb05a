"use client";

import { useState, useTransition } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Time } from "#components/time";
import { Problem } from "#components/ui/alert";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { CopyButton } from "#components/ui/copy-button";
import { Field, FormSection } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { MetricsToken } from "#lib/access/schema";
import type { FailureReport } from "#lib/failures";
import { makeMetricsTokenAction, removeMetricsTokenAction } from "./actions.ts";

/** The token with which a Prometheus reads the metrics: made, replaced, removed. */
export function MetricsCard({ token }: { token: MetricsToken | null }) {
  const [shown, setShown] = useState<string | null>(null);
  const [asking, setAsking] = useState<"replace" | "remove" | null>(null);
  const [failure, setFailure] = useState<FailureReport | null>(null);
  const [pending, startTransition] = useTransition();
  const make = async () => {
    const outcome = await makeMetricsTokenAction({});
    setFailure(outcome.ok ? null : outcome.failure);
    if (outcome.ok) setShown(outcome.value.token);
    return outcome;
  };
  const remove = async () => {
    const outcome = await removeMetricsTokenAction({});
    if (outcome.ok) setShown(null);
    return outcome;
  };
  return (
    <Card>
      <FormSection
        title="Metrics"
        hint="For Prometheus and what reads its format: GET /api/metrics with this token."
      >
        {shown ? <NewToken token={shown} /> : null}
        <p>
          {token ? (
            <>
              {token.madeBy} made a token <Time at={token.madeAt} />. Only its SHA-256 is kept.
            </>
          ) : (
            "There is no token, so the metrics are shown to nobody."
          )}
        </p>
        <div className="flex flex-wrap gap-2">
          {token ? (
            <>
              <Button onClick={() => setAsking("replace")}>Replace token</Button>
              <Button variant="danger" onClick={() => setAsking("remove")}>
                Remove token
              </Button>
            </>
          ) : (
            <Button
              pending={pending}
              onClick={() => startTransition(async () => void (await make()))}
            >
              Make a token
            </Button>
          )}
        </div>
        {failure ? <Problem failure={failure} /> : null}
      </FormSection>
      <ConfirmDialog
        open={asking === "replace"}
        onOpenChange={(open) => !open && setAsking(null)}
        title="Replace the token for metrics?"
        description="What uses the present one is refused at once, until it is given the new one."
        confirm="Replace token"
        onConfirm={make}
      />
      <ConfirmDialog
        open={asking === "remove"}
        onOpenChange={(open) => !open && setAsking(null)}
        title="Remove the token for metrics?"
        description="Nobody reads the metrics any more, until a new token is made."
        confirm="Remove token"
        onConfirm={remove}
      />
    </Card>
  );
}

function NewToken({ token }: { token: string }) {
  return (
    <Field label="The new token" hint="Copy it now: it is not shown again.">
      {(control) => (
        <div className="flex items-center gap-2">
          <Input {...control} readOnly value={token} className="font-mono" />
          <CopyButton text={token} label="Copy the token" />
        </div>
      )}
    </Field>
  );
}
