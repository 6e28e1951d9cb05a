import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { decode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { deriveKey } from "#lib/secrets";
import { type Answer, type Browser, browser } from "./browser.ts";
import { spellingsOf } from "./needle.ts";
import { randomFrom, testSeed } from "./seed.ts";
import { type Supervised, startSupervised } from "./supervised.ts";
import { swift } from "./swift.ts";
import { output, zipOf } from "./vault.ts";

/**
 * One life of an installation, from setup to an archive of itself, in which every secret is a word
 * found nowhere else; then that word is looked for everywhere. What is no secret is looked for as
 * well, so that a place which was not read is no place without secrets.
 */

const root = path.join(import.meta.dirname, "..");
const random = randomFrom(testSeed());
const word = () =>
  Array.from({ length: 24 }, () => Math.floor(random() * 36).toString(36)).join("");
const bytes = () => Buffer.from(Array.from({ length: 32 }, () => Math.floor(random() * 256)));

/** Everything that only one person or one browser may know. */
const secrets = {
  password: word(),
  nextPassword: word(),
  wrongCurrentPassword: word(),
  tooLongPassword: word().repeat(6),
  wrongPassword: word(),
  passwordOfNobody: word(),
  passwordInTheNameField: word(),
  passwordOfASecondUser: word(),
  passwordOfTheCommandLine: word(),
  passwordAsAnOption: word(),
  passwordInAnAddress: word(),
  passwordInAFile: word(),
  pathOfAChannel: word(),
  tokenOfAChannel: word(),
  pathOfAHeartbeat: word(),
  wrongToken: word(),
  key: bytes(),
  wrongKey: bytes(),
  malformedKey: word(),
  // Made by Holdfast itself:
  token: "",
  cookie: "",
  sessionSecret: "",
  cookieKey: "",
  metricsToken: "",
};
/** No secret: it stands in every place that is read here. */
const name = `ada-${word()}`;

const pages = [
  ...["/", "/plans", "/runs", "/runs/1", "/archives", "/archives/1", "/activity", "/alarms"],
  ...["/storage", "/settings", "/settings/logs", "/settings/health", "/settings/health/bundle"],
];

/** Every text and file that was read, by its place. */
const places = new Map<string, Buffer>();
const answers: string[] = [];
let here: Supervised;
let data: string;
let ada: Browser;

beforeAll(async () => {
  data = await mkdtemp(path.join(tmpdir(), "holdfast-canary-"));
  here = await startSupervised(data, { HOLDFAST_KEY: secrets.key.toString("base64") });
  const origin = await here.origin();
  secrets.token = /token alone: (\S+)/.exec(here.output().out)?.[1] ?? "";
  const visit = () => browser(origin, (answer) => answers.push(withoutSession(answer)));
  ada = visit();
  await setUp();
  await signInWrongly(visit);
  await useTheConsole();
  await useAChannel();
  await useTheCommandLine();
  await askWhatWatches();
  for (const page of pages) {
    expect((await ada.ask(page)).status, page).toBe(200);
  }
  expect((await ada.ask("/api/archives/1", { method: "HEAD" })).status).toBe(200);
  places.set("answers", Buffer.from(answers.join("\n")));
  here.signal("SIGTERM");
  await here.ended;
  const { out, err } = here.output();
  places.set("terminal", Buffer.from(out.replaceAll(secrets.token, "") + err));
  await readDataFolder();
}, 300_000);

afterAll(async () => {
  here?.signal("SIGKILL");
  await rm(data, { recursive: true, force: true });
});

/** The one place of a session's secret is the header that brings it. */
function withoutSession(answer: string): string {
  return answer.replace(/("set-cookie","[^"=]*-session=)[^;"]+/g, "$1");
}

async function setUp(): Promise<void> {
  const { token, password, wrongToken, tooLongPassword } = secrets;
  const refused = await ada.submit("/setup", { token: wrongToken, name, password });
  expect(refused.text).toContain("The setup token is not the one");
  await ada.submit("/setup", { token, name, password: tooLongPassword });
  expect((await ada.submit("/setup", { token, name, password })).status).toBe(303);
  secrets.cookie = [...ada.cookies].find(([each]) => each.endsWith("-session"))?.[1] ?? "";
  const key = { bytes: secrets.key, place: "test" };
  secrets.cookieKey = deriveKey(key, "sessions").toString("base64url");
  const decoded = await decode({ token: secrets.cookie, secret: secrets.cookieKey });
  secrets.sessionSecret = String(decoded?.secret);
}

async function signInWrongly(visit: () => Browser): Promise<void> {
  for (const [typed, password] of [
    [name, secrets.wrongPassword],
    ["nobody", secrets.passwordOfNobody],
    [secrets.passwordInTheNameField, "typed into the field above"],
  ] as const) {
    const { text } = await visit().submit("/sign-in", { name: typed, password });
    expect(text).toContain("do not match");
  }
}

async function useTheConsole(): Promise<void> {
  const { password, nextPassword, wrongCurrentPassword, passwordOfASecondUser } = secrets;
  await act("/settings", "addUserAction", { name: "bob", password: passwordOfASecondUser });
  await act("/settings", "addUserAction", { name: "eve", password: secrets.tooLongPassword });
  const [me] = rowsOf("users").filter((user) => user.name === name);
  const change = { userId: me?.id, password: nextPassword };
  await act("/settings", "changePasswordAction", { ...change, current: wrongCurrentPassword });
  await act("/settings", "changePasswordAction", { ...change, current: password });
  const address = `postgres://app:${secrets.passwordInAnAddress}@db/app`;
  const source = { kind: "database", config: { path: address } };
  await act("/plans/new", "askSourceAction", source);
  await act("/plans/new", "createPlanAction", {
    name: "shop",
    type: "full",
    schedule: { every: "manual" },
    timeZone: "UTC",
    retention: {},
    sources: [source],
  });
}

/** A channel that nothing answers behind: saved, tested, looked at. */
async function useAChannel(): Promise<void> {
  const { pathOfAChannel, tokenOfAChannel } = secrets;
  const url = `http://127.0.0.1:9/hooks/${pathOfAChannel}?key=${tokenOfAChannel}`;
  const settings = { url, signature: pathOfAChannel, headers: `X-Key: ${tokenOfAChannel}` };
  const input = { name: "pager", kind: "webhook", settings };
  await act("/alarms/channels/new", "createChannelAction", input);
  await act("/alarms/channels/new", "testChannelAction", { input });
  const [channel] = rowsOf("channels");
  await act("/alarms/channels/new", "testChannelAction", { id: channel?.id });
  const page = await ada.ask(`/alarms/channels/${channel?.id}`);
  expect(page.text).toContain("Refusing since");
}

/** Metrics, the report, the doctor and its bundle: what is made to be shown to others. */
async function askWhatWatches(): Promise<void> {
  const address = `http://127.0.0.1:9/${secrets.pathOfAHeartbeat}`;
  await act("/settings", "setHeartbeatAction", { id: "installation", address });
  const made = await act("/settings", "makeMetricsTokenAction", {});
  secrets.metricsToken = /"token":"([^"]+)"/.exec(made.text)?.[1] ?? "";
  answers.push((answers.pop() ?? "").replaceAll(secrets.metricsToken, "")); // shown this once
  const headers = { authorization: `Bearer ${secrets.metricsToken}` };
  const metrics = await ada.ask("/api/metrics", { headers });
  expect(metrics.text).toContain("holdfast_plan_");
  for (const format of ["html", "csv"]) {
    const report = await ada.ask(`/api/alarms/report?month=present&format=${format}`);
    expect(report.text, format).toContain("Holdfast itself");
  }
  const bundle = `${data}-bundle.zip`;
  const { text } = await holdfast(["doctor", "--json", "--bundle", bundle]);
  places.set("doctor", Buffer.from(text));
  places.set("bundle", await output("unzip", ["-p", bundle]));
  await rm(bundle);
}

/** Calls an action as a page's script does. */
async function act(page: string, action: string, input: unknown): Promise<Answer> {
  const manifest = path.join(root, ".next", "server", "server-reference-manifest.json");
  const built = Object.entries(JSON.parse(await readFile(manifest, "utf8")).node);
  const [id] =
    built.find(([, made]) => (made as { exportedName: string }).exportedName === action) ?? [];
  const headers = { "next-action": id, accept: "text/x-component", "content-type": "text/plain" };
  const body = JSON.stringify([input]);
  const answer = await ada.ask(page, { method: "POST", body, headers });
  expect(answer.text, action).toMatch(/"ok":(true|false)/);
  return answer;
}

async function useTheCommandLine(): Promise<void> {
  const file = path.join(data, "..", `${path.basename(data)}.yaml`);
  const address = `mysql://app:${secrets.passwordInAnAddress}@db/app`;
  await writeFile(
    file,
    `credentials: [{ name: lab, password: ${secrets.passwordInAFile} }]
plans: [{ name: shop, schedule: daily, sources: { databases: [{ sqlite: "${address}" }] } }]
`,
  );
  const { passwordOfTheCommandLine, passwordAsAnOption, wrongKey, malformedKey } = secrets;
  const commands: [number, string[], { input?: string; key?: string }?][] = [
    [0, ["user", "add", "kim", "--password-stdin"], { input: passwordOfTheCommandLine }],
    [2, ["user", "add", "lee", `--password=${passwordAsAnOption}`]],
    [2, ["apply", file]],
    [1, ["channel", "test", "pager"]],
    [12, ["status"], { key: wrongKey.toString("base64") }],
    [12, ["status"], { key: malformedKey }],
    [0, ["run", "Holdfast itself", "--wait"]],
  ];
  for (const [exit, words, more] of commands) {
    const came = await holdfast([...words, "--json"], more);
    places.set(`holdfast ${words.slice(0, 2).join(" ")} = ${exit}`, Buffer.from(came.text));
    expect(came.exit, `${words.join(" ")}\n${came.text}`).toBe(exit);
  }
  await rm(file);
}

function holdfast(
  words: string[],
  { input = "", key = secrets.key.toString("base64") } = {},
): Promise<{ text: string; exit: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...swift, path.join(root, "cli", "main.ts"), ...words], {
      env: { ...process.env, HOLDFAST_DATA: data, HOLDFAST_KEY: key },
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
    }
    child.once("close", (exit) => resolve({ text, exit }));
    child.stdin.end(`${input}\n`);
  });
}

/** Each file as it is, each archive unpacked, each table row by row: a page holds parts of a value. */
async function readDataFolder(): Promise<void> {
  for (const file of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const whole = path.join(file.parentPath, file.name);
    places.set(`file ${path.relative(data, whole)}`, await readFile(whole));
    if (!file.name.endsWith(".holdfast")) continue;
    const vault = { folder: here.folders.vault };
    const archive = { file: path.relative(vault.folder, whole) };
    const zip = await zipOf(vault, archive, await mkdtemp(`${data}-zip-`));
    const entries = (await output("unzip", ["-Z1", zip])).toString("utf8").trim().split("\n");
    for (const entry of entries.filter((each) => !each.endsWith("/"))) {
      places.set(`archived ${file.name} ${entry}`, await output("unzip", ["-p", zip, entry]));
    }
  }
  for (const { name } of rowsOf("sqlite_master").filter(({ type }) => type === "table")) {
    places.set(`table ${name}`, Buffer.from(JSON.stringify(rowsOf(String(name)))));
  }
}

function rowsOf(table: string): Record<string, unknown>[] {
  const db = new DatabaseSync(here.folders.database, { readOnly: true });
  try {
    return db.prepare(`select * from "${table}"`).all();
  } finally {
    db.close();
  }
}

it("what is no secret is found in every kind of place, so that they were read", () => {
  const kinds = ["answers", "file holdfast.db", "table users", "table activity", "archived "];
  for (const kind of kinds) {
    const found = [...places].some(
      ([place, content]) => place.startsWith(kind) && content.includes(name),
    );
    expect(found, kind).toBe(true);
  }
  const others = ["table events", "table deliveries", "terminal", "doctor", "bundle"];
  for (const kind of ["file logs/web.log", "file logs/worker.log", ...others]) {
    expect(places.get(kind)?.length, kind).toBeGreaterThan(100);
  }
  expect([...places.keys()].filter((place) => /^archived .*\.log$/.test(place))).not.toEqual([]);
});

it.each(Object.keys(secrets) as (keyof typeof secrets)[])(
  "the secret %s is found nowhere",
  (which) => {
    const secret = secrets[which];
    expect(secret.length).toBeGreaterThan(15);
    const spellings = spellingsOf(secret);
    const leaks = [...places].filter(([, content]) =>
      spellings.some((spelling) => content.includes(spelling)),
    );
    expect(leaks.map(([place]) => place)).toEqual([]);
  },
);
