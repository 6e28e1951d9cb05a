import { formatCount, plural } from "#components/format";
import { Link } from "#components/link";
import type { Context } from "#lib/context";
import { configLinesNow } from "./config-lines.tsx";
import { type ConfigLine, listAddress } from "./list-state.ts";

/** The sentence the list opens with: how many configurations there are, and what is missing. */
export async function ConfigsVerdict({ ctx }: { ctx: Context }) {
  const lines = await configLinesNow(ctx);
  const count = (is: (line: ConfigLine) => boolean) => lines.filter(is).length;
  const active = count(({ version }) => version?.state === "active");
  const waiting = count(({ version }) => version?.state === "quarantined");
  const none = count(({ version }) => version === null);
  return (
    <p>
      <b className="font-strong text-foreground">
        {active === 1
          ? "The configuration of 1 device is kept."
          : `The configurations of ${formatCount(active)} devices are kept.`}
      </b>{" "}
      {none > 0 ? (
        <Link href={listAddress({ state: "none" })} className="link">
          {plural(none, "device has", "devices have")} none yet.
        </Link>
      ) : null}{" "}
      {waiting > 0 ? (
        <Link href={listAddress({ state: "quarantined" })} className="link">
          {plural(waiting, "quarantined text waits", "quarantined texts wait")} for a decision.
        </Link>
      ) : null}
    </p>
  );
}
