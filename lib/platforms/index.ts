export { findPlatform, platforms } from "./list.ts";
export { type Normalised, normalise } from "./normalise.ts";
export { type Heading, outline } from "./outline.ts";
export type {
  Block,
  ConfigurationCommand,
  Fact,
  FactCommand,
  Platform,
  Privilege,
  Question,
  Volatile,
} from "./platform.ts";
export { type Evidence, type Recognised, recognise, type Seen } from "./recognise.ts";
export { type Redacted, redact } from "./redact.ts";
export { redacted } from "./schema.ts";
export { type Section, sectionsOf } from "./sections.ts";
