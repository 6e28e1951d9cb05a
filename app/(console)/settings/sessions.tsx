"use client";

import { useState, useTransition } from "react";
import { ConfirmDialog } from "#components/confirm-dialog";
import { Time } from "#components/time";
import { Tag } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Card, Row, Rows } from "#components/ui/card";
import { toast } from "#components/ui/toast";
import type { Session } from "#lib/access/schema";
import { endAllSessionsAction, endSessionAction } from "./actions.ts";

interface SessionsProps {
  sessions: Session[];
  /** Id of the session that looks at this page. */
  current: string;
  me: { id: string; name: string };
}

/** Where one is signed in, and the way out of each of these places. */
export function Sessions({ sessions, current, me }: SessionsProps) {
  const [asking, setAsking] = useState(false);
  return (
    <Card
      title="Your sessions"
      aside={
        sessions.length > 1 ? (
          <Button size="sm" onClick={() => setAsking(true)}>
            Sign out everywhere else
          </Button>
        ) : null
      }
    >
      <Rows>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} isCurrent={session.id === current} />
        ))}
      </Rows>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out everywhere else?"
        description="Every other browser of yours has to sign in again. This one stays signed in."
        confirm="Sign out everywhere else"
        onConfirm={() => endAllSessionsAction({ userId: me.id })}
      />
    </Card>
  );
}

function SessionRow({ session, isCurrent }: { session: Session; isCurrent: boolean }) {
  const [pending, startTransition] = useTransition();
  const end = () =>
    startTransition(async () => {
      const outcome = await endSessionAction({ id: session.id });
      if (!outcome.ok) toast.error(outcome.failure.sentence, { description: outcome.failure.next });
    });
  return (
    <Row className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {browserName(session.browser)}
          {isCurrent ? <Tag>this browser</Tag> : null}
        </p>
        <p className="text-xs text-muted-foreground">
          <span className="font-mono">{session.address}</span>, signed in{" "}
          <Time at={session.createdAt} as="moment" />, last seen <Time at={session.seenAt} />
        </p>
      </div>
      {isCurrent ? null : (
        <Button size="sm" pending={pending} onClick={end}>
          Sign out
        </Button>
      )}
    </Row>
  );
}

/** "Firefox on Linux" from what a browser says of itself. */
function browserName(userAgent: string): string {
  const browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  const browser = browsers.find((name) => userAgent.includes(`${name}/`));
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux"].find((name) =>
    userAgent.includes(name),
  );
  if (!browser) return "Unknown browser";
  return `${names[browser] ?? browser}${system ? ` on ${system.replace("Mac OS X", "macOS")}` : ""}`;
}
