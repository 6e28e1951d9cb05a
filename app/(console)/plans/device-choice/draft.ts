import type { DevicesConfig } from "#lib/plans/schema";

/** Which devices a plan takes, while it is typed. */
export interface DeviceChoice {
  by: "all" | "tags" | "sites" | "names";
  /** The tags, sites or names, with commas between them. */
  words: string;
}

export const choiceWords: Record<DeviceChoice["by"], { label: string; one: string }> = {
  all: { label: "All devices", one: "device" },
  tags: { label: "By tag", one: "tag" },
  sites: { label: "By site", one: "site" },
  names: { label: "By name", one: "device" },
};

/** A stored choice as it may be typed again. */
export function choiceOf({ select }: DevicesConfig): DeviceChoice {
  if ("tags" in select) return { by: "tags", words: select.tags.join(", ") };
  if ("sites" in select) return { by: "sites", words: select.sites.join(", ") };
  if ("names" in select) return { by: "names", words: select.names.join(", ") };
  return { by: "all", words: "" };
}

/** The choice as a plan stores it. */
export function selectOf({ by, words }: DeviceChoice): DevicesConfig["select"] {
  const listed = listOf(words);
  switch (by) {
    case "tags":
      return { tags: listed.map((tag) => tag.toLowerCase()) };
    case "sites":
      return { sites: listed };
    case "names":
      return { names: listed };
    case "all":
      return { all: true };
  }
}

/** What a choice lacks; `null`: nothing. */
export function choiceProblem({ by, words }: DeviceChoice): string | null {
  if (by === "all" || listOf(words).length > 0) return null;
  return `Give a ${choiceWords[by].one}, or take all devices.`;
}

function listOf(words: string): string[] {
  const listed = words.split(/[,\n]/).map((word) => word.trim());
  return [...new Set(listed)].filter((word) => word !== "");
}
