import { addUser } from "#lib/access";
import { startConsole } from "../../test/console.ts";
import type { FleetInstallation } from "./installation.ts";

const person = { name: "bench", password: "a password for this bench alone" };
const loads = 100;
const pages = ["/", "/devices", "/runs", "/configs"];

/** What a person at the console notices while a fleet is collected. */
export interface Loaded {
  p50Ms: number;
  p95Ms: number;
  /** Whether events came while the pages were loaded. */
  eventsFlowed: boolean;
}

/** Loads a hundred pages, signed in, one after the other, with a stream of events open beside them. */
export async function loadPages(
  { ctx, data }: FleetInstallation,
  whileLoading: () => Promise<void>,
): Promise<Loaded> {
  await addUser(ctx, person);
  const console = await startConsole({ data });
  try {
    const browser = await console.signIn(person);
    for (const page of pages) await browser.ask(page); // the first load of a page compiles it
    const stream = await browser.open("/api/events");
    const events = stream.until(/event: device\.captured|"device\.captured"/).then(
      () => true,
      () => false,
    );
    const done = whileLoading();
    const times: number[] = [];
    for (let load = 0; load < loads; load++) {
      const began = performance.now();
      const { status } = await browser.ask(pages[load % pages.length] ?? "/");
      if (status !== 200) throw new Error(`A page was answered with ${status}.`);
      times.push(performance.now() - began);
    }
    await done;
    stream.close();
    times.sort((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
    return { p50Ms: at(0.5), p95Ms: at(0.95), eventsFlowed: await events };
  } finally {
    await console.stop();
  }
}
