import type { ProtectedDevice } from "../devices.ts";
import type { Sign } from "../schema.ts";
import { counted, listNames } from "../words.ts";

/** What a person has to decide about devices: one sign for a cause, however many devices have it. */
export function signsOfDevices(devices: readonly ProtectedDevice[]): Sign[] {
  const counting = devices.filter(({ device }) => device.enabled);
  const keys = counting.filter(({ failure }) => failure?.cause === "host-key");
  const doubted = counting.filter(({ quarantined }) => quarantined > 0);
  const paused = counting.filter(({ failure }) => failure?.cause === "credential-paused");
  return [
    ...signOf(keys, {
      key: "host-key",
      kind: "host-key",
      what: "another host key",
      consequence: "Nothing is sent until a person decides. No good copy since.",
      words: "Review host key",
    }),
    ...signOf(doubted, {
      key: "quarantined",
      kind: "quarantined",
      what: "capture quarantined",
      consequence: "The version before stays active until a person decides.",
      words: "Inspect capture",
    }),
    ...[...Map.groupBy(paused, ({ device }) => device.credential.id)].flatMap(([id, refused]) =>
      signOf(refused, {
        key: `credential ${id}`,
        kind: "credential",
        what: `“${refused[0]?.device.credential.name ?? ""}” is refused`,
        consequence: "It is not tried again, so that nobody is locked out.",
        words: "Correct the credential",
        path: "/credentials",
      }),
    ),
  ];
}

interface Decision {
  key: string;
  kind: Sign["kind"];
  what: string;
  consequence: string;
  words: string;
  path?: string;
}

function signOf(
  [first, ...others]: readonly ProtectedDevice[],
  { key, kind, what, consequence, words, path }: Decision,
): Sign[] {
  if (!first) return [];
  const names = [first, ...others].map(({ device }) => device.name);
  const isAlone = others.length === 0;
  return [
    {
      key,
      kind,
      severity: kind === "quarantined" ? "warning" : "failure",
      title: isAlone
        ? `${first.device.name}: ${what}`
        : `${counted(names.length, "device")}: ${what}`,
      consequence: isAlone ? consequence : `${listNames(names)}. ${consequence}`,
      next: {
        words,
        path: path ?? (isAlone ? `/devices/${first.device.id}` : "/devices?state=attention"),
      },
      subjects: names,
    },
  ];
}
