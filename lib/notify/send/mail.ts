import { connect, type Socket } from "node:net";
import { createTransport } from "nodemailer";
import { type Failure, fail } from "#lib/failures";
import type { Mail } from "../channels/kind.ts";
import { clip, oneLine } from "../text.ts";
import { checkHost } from "./addresses.ts";
import { certificateProblem, connectionFailure } from "./connection-failure.ts";
import { fixed, type SendMeans } from "./http.ts";
import { cut, type Verdict } from "./verdict.ts";

const wordsMax = 200;

/** What the mail library says of a mail that was taken. */
interface Taken {
  response: string;
  rejected: (string | { address: string })[];
  rejectedErrors?: { response?: string }[];
}

/** What it says when something went wrong. */
interface Trouble {
  code?: string;
  command?: string;
  message?: string;
  response?: string;
  responseCode?: number;
}

/**
 * Hands a mail to its server. The address is checked where it is connected to.
 *
 * @throws Failure `dns`, `address-*`, `channel-*`; the reason of the signal
 */
export async function sendMail(
  mail: Mail,
  means: SendMeans & { clean: (text: string) => string },
): Promise<Verdict> {
  const { host, port } = mail.server;
  const shown = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const socket = await openSocket({ host, port, shown }, means);
  const stop = () => socket.destroy();
  means.signal.addEventListener("abort", stop);
  try {
    const transport = createTransport(optionsOf(mail, socket));
    const info = (await transport.sendMail(envelopeOf(mail))) as unknown as Taken;
    return taken(info, means.clean);
  } catch (error) {
    if (means.signal.aborted) throw means.signal.reason;
    return answered(error as Trouble, means.clean) ?? raise(mailFailure(shown, error as Trouble));
  } finally {
    means.signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}

async function openSocket(
  { host, port, shown }: { host: string; port: number; shown: string },
  means: SendMeans,
): Promise<Socket> {
  const addresses = await checkHost(host, means);
  means.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: fixed(addresses), autoSelectFamily: true });
    const stop = () => {
      socket.destroy();
      reject(means.signal.reason);
    };
    means.signal.addEventListener("abort", stop, { once: true });
    const settle = () => means.signal.removeEventListener("abort", stop);
    socket.once("connect", () => {
      settle();
      socket.removeAllListeners("error");
      resolve(socket);
    });
    socket.once("error", (error) => {
      settle();
      reject(connectionFailure(shown, error));
    });
  });
}

function optionsOf({ server }: Mail, connection: Socket) {
  const { host, port, security, login, trust } = server;
  return {
    host,
    port,
    connection,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
    tls: { minVersion: "TLSv1.2" as const, ...(trust ? { ca: trust } : {}) },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function envelopeOf(mail: Mail) {
  return {
    from: { name: "Holdfast", address: mail.from },
    to: mail.to.map((address) => ({ name: "", address })),
    envelope: { from: mail.from, to: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { ...mail.headers },
    attachments: mail.attachments.map(({ name, type, text }) => {
      return { filename: name, contentType: type, content: text };
    }),
  };
}

/** Some of the receivers may have been refused: the others got it, and it is not sent again. */
function taken(info: Taken, clean: (text: string) => string): Verdict {
  const { rejected, rejectedErrors = [] } = info;
  const response = clean(info.response);
  const refused = rejected
    .map((each, at) => {
      const address = typeof each === "string" ? each : each.address;
      return `${address}: ${rejectedErrors[at]?.response ?? "refused"}`;
    })
    .map(clean);
  const words = refused.length > 0 ? `${response}, but not for ${refused.join(", ")}` : response;
  const text = [response, ...refused].join("\n");
  return {
    outcome: "taken",
    answer: { words: clip(oneLine(words), wordsMax), text: cut(text), next: null, allow: null },
    retryAfterMs: null,
  };
}

/** The verdict where the server answered; `null`: it did not. */
function answered(
  { response: given, responseCode, command, code }: Trouble,
  clean: (text: string) => string,
): Verdict | null {
  if (!given || !responseCode || code === "ETLS") return null;
  const response = clean(given);
  const again = responseCode < 500;
  const next = again
    ? "Nothing: Holdfast tries again by itself."
    : (nextSteps.find(([commands]) => commands.test(command ?? ""))?.[1] ??
      "Read the answer, then correct the channel.");
  return {
    outcome: again ? "again" : "refused",
    answer: {
      words: clip(oneLine(response), wordsMax),
      text: cut(response.replace(/\r\n/g, "\n")),
      next,
      allow: null,
    },
    retryAfterMs: null,
  };
}

const nextSteps: readonly [RegExp, string][] = [
  [/AUTH|API/, "Check user and password; some servers want one made for programs."],
  [
    /MAIL FROM/,
    "Check From: the server takes only addresses it knows, or wants a user to sign in.",
  ],
  [/RCPT/, "Check To, and whether the server wants a user to sign in before it passes mail on."],
];

function mailFailure(host: string, trouble: Trouble): Failure {
  const message = trouble.message ?? "";
  const certificate = certificateProblem(message);
  if (certificate) return fail("channel-certificate", { host, detail: certificate });
  if (trouble.code === "ETLS" || /wrong version number|SSL routines/i.test(message)) {
    return fail("channel-unreachable", { host, detail: "it does not offer the chosen encryption" });
  }
  if (trouble.code === "EAUTH") {
    return fail("channel-unreachable", { host, detail: "it offers no way to sign in" });
  }
  const detail = trouble.code === "ETIMEDOUT" ? "it said nothing" : "the connection was closed";
  return fail("channel-unreachable", { host, detail });
}

function raise(failure: Failure): never {
  throw failure;
}
