import type { Actor, Context } from "#lib/context";
import { fail } from "#lib/failures";

/** What can be done, as subject and verb; each use case names its own in its first line. */
export const actions = [
  "plan:read",
  "plan:create",
  "plan:change",
  "plan:enable",
  "plan:delete",
  "plan:preview",
  "source:try",
  "credential:read",
  "credential:create",
  "credential:change",
  "credential:remove",
  "credential:open",
  "device:read",
  "device:create",
  "device:change",
  "device:remove",
  "device:trust",
  "device:distrust",
  "device:test",
  "device:contact",
  "version:read",
  "version:keep",
  "version:accept",
  "version:add",
  "version:reveal",
  "version:download",
  "run:read",
  "run:start",
  "run:cancel",
  "run:work",
  "run:accept",
  "archive:read",
  "archive:download",
  "archive:pin",
  "archive:note",
  "archive:delete",
  "archive:take-back",
  "archive:empty-bin",
  "archive:check",
  "archive:ask-check",
  "archive:flag",
  "archive:accept",
  "brake:keep",
  "archive:prune",
  "alarm:read",
  "alarm:watch",
  "alarm:acknowledge",
  "alarm:snooze",
  "alarm:rule",
  "activity:read",
  "events:read",
  "status:read",
  "health:read",
  "user:read",
  "user:create",
  "user:change",
  "session:begin",
  "session:confirm",
  "session:read",
  "session:end",
  "settings:read",
  "settings:change",
  "metrics:token",
  "heartbeat:change",
  "heartbeat:send",
  "channel:read",
  "channel:create",
  "channel:change",
  "channel:enable",
  "channel:delete",
  "channel:test",
  "channel:deliver",
  "address:allow",
  "address:disallow",
  "installation:begin",
  "installation:set-up",
] as const;
export type Action = (typeof actions)[number];

const notForUsers: ReadonlySet<Action> = new Set([
  "run:work",
  "credential:open",
  "device:contact",
  "version:keep",
  "archive:flag",
  "channel:deliver",
  "heartbeat:send",
  "alarm:watch",
  "installation:begin",
  "installation:set-up",
]);

/** Who may do what. Every person is an administrator for now; the worker and the first start have their own. */
const allowed: Record<Actor["kind"], (action: Action) => boolean> = {
  user: (action) => !notForUsers.has(action),
  cli: () => true, // the operating system guards the data folder
  worker: () => true,
  system: () => true,
  visitor: (action) => action === "session:begin" || action === "installation:set-up",
};

/**
 * The first line of every use case.
 *
 * @throws Failure `forbidden` when the actor may not do it
 */
export function allow(ctx: Pick<Context, "actor">, action: Action): void {
  if (!allowed[ctx.actor.kind](action)) throw fail("forbidden", { action });
}
