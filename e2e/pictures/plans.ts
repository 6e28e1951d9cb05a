import path from "node:path";
import type { PlanInputGiven } from "#lib/plans";

/** The plans a small company would make for what `openShop` laid out. */
export function plansOf(folder: string): PlanInputGiven[] {
  const at = (...parts: string[]) => path.join(folder, ...parts);
  const common = {
    timeZone: "Europe/Berlin",
    retention: { keepLast: 10, keepDaily: 14, keepMonthly: 12 },
  };
  return [
    {
      ...common,
      name: "Web shop",
      type: "full",
      schedule: { every: "day", at: "01:00" },
      sources: [
        { kind: "database", config: { path: at("shop", "shop.db") } },
        { kind: "media", config: { path: at("shop", "uploads"), exclude: ["*.tmp", "cache/"] } },
        { kind: "logs", config: { path: at("shop", "log"), include: ["*.log*"] } },
      ],
    },
    {
      ...common,
      name: "Wiki",
      type: "data",
      schedule: { every: "day", at: "02:30" },
      sources: [
        { kind: "database", config: { path: at("wiki", "wiki.db") } },
        { kind: "media", config: { path: at("wiki", "attachments") } },
      ],
    },
    {
      ...common,
      name: "Server configuration",
      type: "config",
      schedule: { every: "day", at: "03:15" },
      sources: [
        { kind: "files", config: { path: at("nginx") } },
        { kind: "files", config: { path: at("ssh") } },
      ],
    },
    {
      ...common,
      name: "Network",
      type: "config",
      schedule: { every: "day", at: "04:30" },
      sources: [{ kind: "devices", config: { select: { all: true } } }],
    },
    {
      ...common,
      name: "Photos",
      type: "data",
      schedule: { every: "day", at: "04:00" },
      sources: [{ kind: "media", config: { path: at("photos") } }],
    },
  ];
}
