/**
 * Who may import whom: the one table. Paths are resolved before they are compared, tests included.
 * There is no list of exceptions; code that does not fit belongs in another room.
 */

/** The ground, in order: each may import only those before it, and every room all of them. */
export const ground = [
  "failures",
  "entries",
  "log",
  "db",
  "secrets",
  "settings",
  "context",
  "events",
  "access",
] as const;

/** What one room may import besides itself and packages. */
export interface Room {
  /** Rooms of `lib`, through their doors, besides the ground; `all` for those that compose. */
  doors: readonly string[] | "all" | "schema";
  /** Top-level folders. */
  folders: readonly string[];
  /** Where code belongs that wants more. */
  instead: string;
}

const knowsNobody =
  "this room knows no neighbour; let runs, which composes it, pass in what it needs";

/** Rooms of `lib` above the ground. */
export const libRooms: Record<string, Room> = {
  platforms: { doors: [], folders: [], instead: knowsNobody },
  plans: { doors: [], folders: [], instead: knowsNobody },
  sources: { doors: [], folders: [], instead: knowsNobody },
  vault: { doors: [], folders: [], instead: knowsNobody },
  destinations: { doors: [], folders: [], instead: knowsNobody },
  notify: { doors: [], folders: [], instead: knowsNobody },
  inventory: {
    doors: ["platforms"],
    folders: [],
    instead: "who a device is stands here; how its text is fetched and kept belongs in runs",
  },
  collect: {
    doors: ["platforms"],
    folders: [],
    instead: "a capture is device in, text out; what becomes of the text belongs in runs",
  },
  versions: {
    doors: ["platforms"],
    folders: [],
    instead: "a version is made of texts; where texts come from belongs in runs",
  },
  runs: {
    doors: [
      "plans",
      "platforms",
      "inventory",
      "collect",
      "versions",
      "sources",
      "vault",
      "destinations",
    ],
    folders: [],
    instead: "what judges or tells of runs belongs in alarms, or in app and cli, which compose",
  },
  alarms: {
    doors: ["plans", "inventory", "versions", "vault", "notify"],
    folders: [],
    instead: "alarms judge what is stored; what makes a run go on belongs in runs",
  },
  doctor: {
    doors: ["plans", "inventory", "versions", "vault", "notify", "alarms", "runs"],
    folders: [],
    instead: "the doctor looks and tells; what is to be mended belongs to the room that owns it",
  },
  heartbeat: {
    doors: ["alarms", "runs", "plans", "notify"],
    folders: [],
    instead: "a heartbeat tells outside that all goes on; what goes on belongs in runs and alarms",
  },
  metrics: {
    doors: ["alarms", "runs"],
    folders: [],
    instead: "metrics put in numbers what other rooms know; what is known belongs there",
  },
};

/** Top-level folders; `(root)` stands for the files beside package.json. */
export const folderRooms: Record<string, Room> = {
  app: {
    doors: "all",
    folders: ["components"],
    instead:
      "a page composes doors and components; what more than it needs belongs in a room of lib",
  },
  components: {
    doors: "schema",
    folders: [],
    instead: "a component is given its data: query in the page and pass it down",
  },
  public: { doors: [], folders: [], instead: "the browser is given these files as they are" },
  worker: {
    doors: ["runs", "plans", "inventory", "versions", "vault", "notify", "alarms", "heartbeat"],
    folders: [],
    instead: "the worker calls runs; how a source or a device is read belongs there",
  },
  cli: {
    doors: "all",
    folders: [],
    instead: "a command calls doors; what the console needs too belongs in a room of lib",
  },
  bin: {
    doors: "all",
    folders: ["worker"],
    instead: "bin starts processes; what they do belongs in worker, cli, app or lib",
  },
  tools: {
    doors: ["failures", "platforms"],
    folders: ["cli"],
    instead: "tools read the repository; nothing of the product runs in them",
  },
  test: { doors: "all", folders: ["worker"], instead: "what a test sets up goes through doors" },
  e2e: {
    doors: "all",
    folders: ["test"],
    instead: "a browser test does what a person does; set up through doors and test",
  },
  bench: { doors: "all", folders: ["test"], instead: "measure through doors" },
  "(root)": { doors: [], folders: [], instead: "a file at the top configures a tool" },
};

/** Packages that only some places may import, and why. */
export const boundPackages: readonly { package: RegExp; only: readonly string[]; why: string }[] = [
  {
    package: /^(?:next|react|react-dom|server-only)(?:\/|$)/,
    only: ["app", "components", "bin", "(root)"],
    why: "the rooms run in worker and command line as well, where there is no React",
  },
  {
    package: /^(?:vitest|@playwright\/test|fast-check)(?:\/|$)/,
    only: ["test", "e2e", "(root)"],
    why: "only tests import what tests are made with",
  },
  {
    package: /^commander(?:\/|$)/,
    only: ["cli", "tools"],
    why: "options of a command are parsed in cli",
  },
];
