import type { SourceInput } from "./schema.ts";

/** Where a source lies, for a person: its path, or which devices it takes. */
export function sourcePlace(source: Pick<SourceInput, "kind" | "config">): string {
  const { config } = source;
  if ("path" in config) return config.path;
  const { select } = config;
  if ("tags" in select) return `devices tagged ${select.tags.join(", ")}`;
  if ("sites" in select) return `devices at ${select.sites.join(", ")}`;
  if ("names" in select) return select.names.join(", ");
  return "all devices";
}
