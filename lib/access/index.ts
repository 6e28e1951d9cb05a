export { activityChoices, listActivity } from "./activity.ts";
export { cliActor, systemActor, userActor, visitorActor, workerActor } from "./actor.ts";
export { type Action, actions, allow } from "./allow.ts";
export { type ActivityLine, audit, auditAll } from "./audit.ts";
export { changePassword } from "./change-password.ts";
export { changeSettings } from "./change-settings.ts";
export { confirmPassword } from "./confirm-password.ts";
export { endAllSessions, endSession } from "./end-sessions.ts";
export {
  makeMetricsToken,
  metricsReader,
  readMetricsToken,
  removeMetricsToken,
} from "./metrics-token.ts";
export {
  checkKey,
  fingerprint,
  type Installation,
  openInstallation,
} from "./open-installation.ts";
export { parseInput } from "./parse-input.ts";
export { checkPassword, hashPassword } from "./password.ts";
export { logLinesMax, openLogs, readLogs, type ShownLogs } from "./read-logs.ts";
export type { ActivityRow, Session, User } from "./schema.ts";
export { cookieNames, tokenSecret } from "./session-token.ts";
export {
  findSession,
  isSessionLive,
  listSessions,
  type SignedIn,
  sessionIdleMs,
  sessionLifeMs,
  whyEnded,
} from "./sessions.ts";
export { issueSetupToken, setUp, setupState } from "./set-up.ts";
export { type SignInRequest, signIn } from "./sign-in.ts";
export { addUser, disableUser, enableUser, listUsers } from "./users.ts";
