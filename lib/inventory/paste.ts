import { Name } from "#lib/entries/schema";
import {
  Address,
  defaultDeviceName,
  Port,
  pastedLinesMax,
  readPlace,
  usualPort,
} from "./schema.ts";

/** One device of a pasted list: `address[:port] [name]`, an IPv6 address with a port in brackets. */
export interface PastedLine {
  /** 1, 2, 3 … in the text, empty lines counted. */
  number: number;
  /** As it was pasted. */
  text: string;
  address: string;
  port: number;
  name: string;
  /** Why no device can be made of it. */
  problem: string | null;
}

/** The lines of a list; empty ones and those that begin with `#` are left out. */
export function readPaste(text: string): PastedLine[] {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== "" && !line.text.startsWith("#"));
  return lines.map(({ number, text }, index) =>
    index < pastedLinesMax
      ? { number, text, ...readLine(text) }
      : { number, text, ...nothing, problem: `A list has ${pastedLinesMax} devices at most.` },
  );
}

const nothing = { address: "", port: usualPort, name: "" };

function readLine(text: string): Omit<PastedLine, "number" | "text"> {
  const [, place = "", rest = ""] = /^([^\s,;]+)[\s,;]*(.*)$/.exec(text) ?? [];
  const { host, digits } = readPlace(place);
  const port = digits === null ? usualPort : Number(digits);
  const given = rest.trim();
  const name = given.slice(0, 64) || defaultDeviceName({ address: host, port });
  const checks = [
    Address.safeParse(host),
    Port.safeParse(port),
    Name.safeParse(given === "" ? name : given),
  ];
  const wrong = checks.find((check) => !check.success);
  return {
    address: host,
    port,
    name: given || name,
    problem: wrong?.error?.issues[0]?.message ?? null,
  };
}
