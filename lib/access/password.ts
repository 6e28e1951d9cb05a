import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { fail } from "#lib/failures";
import { cost } from "./password-cost.ts";

const saltBytes = 16;
const hashBytes = 32;
/** A stored hash that asks for more is not one of ours. */
const log2NMax = 20;

/** Each takes 64 MiB and a core, so only this many at once … */
const hashesMax = 2;
/** … and this many wait for their turn; more are turned away. */
const waitingMax = 32;

/** Hashes a password as a PHC string, `$scrypt$ln=16,r=8,p=1$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive({ password, salt, length: hashBytes, ...cost });
  return `$scrypt$ln=${cost.log2N},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Compares a password with a stored hash in constant time.
 *
 * @returns `outdated` when the hash was made at another cost and is to be made anew
 */
export async function checkPassword(
  password: string,
  stored: string,
): Promise<{ matches: boolean; outdated: boolean }> {
  const phc = parse(stored);
  const hash = await derive({ password, ...phc, length: phc.hash.length });
  const outdated = phc.log2N !== cost.log2N || phc.r !== cost.r || phc.p !== cost.p;
  return { matches: timingSafeEqual(hash, phc.hash), outdated };
}

/** Takes as long as checking a password, for names that nobody has. */
export async function checkAgainstNobody(password: string): Promise<void> {
  await derive({ password, salt: randomBytes(saltBytes), length: hashBytes, ...cost });
}

function parse(stored: string) {
  const found = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored);
  const [, log2N, r, p, salt, hash] = found ?? [];
  if (!salt || !hash || Number(log2N) > log2NMax) throw new Error("not a password hash of ours");
  return {
    log2N: Number(log2N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

interface Derivation {
  password: string;
  salt: Buffer;
  length: number;
  log2N: number;
  r: number;
  p: number;
}

async function derive({ password, salt, length, log2N, r, p }: Derivation): Promise<Buffer> {
  await takeTurn();
  try {
    const N = 2 ** log2N;
    const options = { N, r, p, maxmem: 128 * N * r + 128 * r * p + 1_048_576 };
    return await new Promise((resolve, reject) => {
      // NFC: two keyboards may spell one character in two ways.
      scrypt(password.normalize("NFC"), salt, length, options, (error, key) =>
        error ? reject(error) : resolve(key),
      );
    });
  } finally {
    endTurn();
  }
}

/** Turns are counted for the whole process, whatever copies a bundle makes of this module. */
const turnsKey = Symbol.for("holdfast.access.passwordTurns");
const state = globalThis as { [turnsKey]?: { running: number; waiting: (() => void)[] } };
state[turnsKey] ??= { running: 0, waiting: [] };
const turns = state[turnsKey];

async function takeTurn(): Promise<void> {
  if (turns.running < hashesMax) {
    turns.running += 1;
    return;
  }
  if (turns.waiting.length >= waitingMax) throw fail("too-busy", { what: "sign-ins" });
  await new Promise<void>((resolve) => turns.waiting.push(resolve));
}

function endTurn(): void {
  const next = turns.waiting.shift();
  if (next)
    next(); // the turn is handed on
  else turns.running -= 1;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
