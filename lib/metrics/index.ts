export { collectMetrics } from "./collect.ts";
export { families } from "./families.ts";
export { type MetricsText, renderMetrics } from "./render.ts";
