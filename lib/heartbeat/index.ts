export { type LaidHeartbeat, layHeartbeatOver } from "./lay-over.ts";
export type { BeatMeans } from "./ping.ts";
export { type Beats, beatsOfRuns } from "./runs.ts";
export * from "./schema.ts";
export { checkHeartbeat, listHeartbeats, removeHeartbeat, setHeartbeat } from "./stored.ts";
export { beatWhole } from "./whole.ts";
