export { cliActor, systemActor, userActor, workerActor } from "./actor.ts";
export { type Action, actions, allow } from "./allow.ts";
export { type ActivityLine, audit } from "./audit.ts";
