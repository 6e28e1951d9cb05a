export { formatAge, formatBytes, formatCount, formatDuration, plural } from "./words.ts";
