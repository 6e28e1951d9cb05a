"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import {
  addUser,
  changePassword,
  changeSettings,
  disableUser,
  enableUser,
  endAllSessions,
  endSession,
  makeMetricsToken,
  removeMetricsToken,
} from "#lib/access";
import { AddUser, ChangePassword, ChangeSettings } from "#lib/access/schema";
import { checkHeartbeat, removeHeartbeat, setHeartbeat } from "#lib/heartbeat";
import { HeartbeatInput } from "#lib/heartbeat/schema";
import { loopbackAllowed } from "#lib/settings";
import { webProcess } from "../../web-process.ts";
import { action } from "../action.ts";
import { requireSession } from "../guard.ts";

const Id = z.object({ id: z.string().min(1).max(64) });

export const addUserAction = action(AddUser, async (ctx, input) => {
  await addUser(ctx, input);
  refresh();
});

export const disableUserAction = action(Id, async (ctx, input) => {
  await disableUser(ctx, input);
  refresh();
});

export const enableUserAction = action(Id, async (ctx, input) => {
  await enableUser(ctx, input);
  refresh();
});

/** Changes a password; the browser that asks stays signed in. */
export const changePasswordAction = action(ChangePassword, async (ctx, input) => {
  const { session } = await requireSession();
  await changePassword(ctx, input, { keepSession: session.id });
  refresh();
});

export const endSessionAction = action(Id, async (ctx, input) => {
  await endSession(ctx, input);
  refresh();
});

/** Signs a user out everywhere but in the browser that asks. */
export const endAllSessionsAction = action(
  z.object({ userId: z.string().min(1).max(64) }),
  async (ctx, { userId }) => {
    const { session } = await requireSession();
    const ended = await endAllSessions(ctx, { userId, except: session.id });
    refresh();
    return { ended };
  },
);

export const changeSettingsAction = action(ChangeSettings, async (ctx, input) => {
  await changeSettings(ctx, input);
  refresh();
});

/** Answers with the token, which is shown this once. */
export const makeMetricsTokenAction = action(z.object({}), async (ctx) => {
  const token = await makeMetricsToken(ctx);
  refresh();
  return { token };
});

export const removeMetricsTokenAction = action(z.object({}), async (ctx) => {
  await removeMetricsToken(ctx);
  refresh();
});

export const setHeartbeatAction = action(HeartbeatInput, async (ctx, input) => {
  await setHeartbeat(ctx, input, { key: webProcess().key, allowLoopback: loopbackAllowed() });
  refresh();
});

/** Whether an address may be used, before a form that holds more than it is saved. */
export const checkHeartbeatAction = action(
  HeartbeatInput.pick({ address: true }),
  async (ctx, input) => {
    await checkHeartbeat(ctx, input, { allowLoopback: loopbackAllowed() });
  },
);

export const removeHeartbeatAction = action(Id, async (ctx, input) => {
  await removeHeartbeat(ctx, input);
  refresh();
});
