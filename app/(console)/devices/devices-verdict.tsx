import { formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import type { Context } from "#lib/context";
import { deviceLinesNow } from "./device-lines.tsx";
import { type DeviceLine, listAddress, needsAttention } from "./list-state.ts";

/** The sentence the list opens with: how many devices there are and which need attention. */
export async function DevicesVerdict({ ctx }: { ctx: Context }) {
  const lines = await deviceLinesNow(ctx);
  const count = (is: (line: DeviceLine) => boolean) => lines.filter(is).length;
  const enabled = count(({ device }) => device.enabled);
  const bad = count(needsAttention);
  const waiting = count(({ record }) => (record?.quarantined ?? 0) > 0);
  const disabled = lines.length - enabled;
  return (
    <p>
      <b className="font-strong text-foreground">{wellWords(enabled, enabled - bad)}</b>{" "}
      {bad > 0 ? (
        <Link href={listAddress({ state: "attention" })} className="link">
          {formatCount(bad)} {bad === 1 ? "needs" : "need"} attention.
        </Link>
      ) : null}{" "}
      {waiting > 0 ? (
        <Link href={listAddress({ state: "quarantined" })} className="link">
          {plural(waiting, "has", "have")} a quarantined text.
        </Link>
      ) : null}{" "}
      {disabled > 0 ? `${plural(disabled, "is", "are")} disabled and not counted.` : ""}
    </p>
  );
}

function wellWords(enabled: number, good: number): string {
  if (enabled === 0) return "No device is enabled.";
  if (enabled === 1)
    return good === 1 ? "The device is protected." : "The device is not protected.";
  if (good === enabled) return `All ${formatCount(enabled)} devices are protected.`;
  return `${formatCount(good)} of ${formatCount(enabled)} devices are protected.`;
}
