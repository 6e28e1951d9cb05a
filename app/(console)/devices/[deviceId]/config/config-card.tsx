import { FileText } from "lucide-react";
import { blamedLinesMax, firstLines } from "#components/config/bounds";
import { Problem } from "#components/ui/alert";
import { Card } from "#components/ui/card";
import { EmptyState } from "#components/ui/empty-state";
import type { Context } from "#lib/context";
import { asFailure, isFailure } from "#lib/failures";
import { findPlatform, outline, redacted } from "#lib/platforms";
import { blameVersion, readRedacted } from "#lib/versions";
import type { ConfigVersion } from "#lib/versions/schema";
import { BackUpDevice } from "../back-up-device.tsx";
import { deviceAddress } from "../list-state.ts";
import type { DevicePageFacts } from "../reads.ts";
import { ConfigView } from "./config-view.tsx";
import { Ribbon } from "./ribbon.tsx";
import { VersionBar } from "./version-bar.tsx";

/** The configuration itself: one version as the device gave it, with its secrets taken out. */
export async function ConfigCard({ facts }: { facts: DevicePageFacts }) {
  const { ctx, versions, shown, view } = facts;
  if (!shown) {
    return (
      <Card aria-label="Configuration">
        <EmptyState
          icon={<FileText />}
          title="No configuration of this device is kept yet"
          action={<BackUpDevice />}
        >
          A backup signs in once, reads the configuration and shows it here.
        </EmptyState>
      </Card>
    );
  }
  const config = await readConfig(ctx, shown, view === "blame" ? blamedLinesMax : undefined);
  const top = (
    <>
      <VersionBar facts={facts} shown={shown} />
      <Ribbon
        versions={versions}
        shown={shown.number}
        now={ctx.clock.now()}
        others={facts.otherVersions}
        addressOf={(version) => deviceAddress(facts.device.id, { version, view })}
      />
    </>
  );
  if (config.failure) {
    return (
      <Card aria-label="Configuration">
        {top}
        <Problem failure={config.failure} className="m-4" />
      </Card>
    );
  }
  const found = view === "blame" ? await readBlame(ctx, shown) : null;
  return (
    <ConfigView
      key={`${shown.id} ${shown.sha256}`}
      version={{ id: shown.id, number: shown.number, deviceId: facts.device.id }}
      blame={found?.blame ?? null}
      blameFailure={found?.failure ?? null}
      top={top}
      {...config.text}
    />
  );
}

/** The first part of a text with what its reader finds the way by; or why it cannot be read. */
async function readConfig(ctx: Context, version: ConfigVersion, linesMax?: number) {
  try {
    const { text } = await readRedacted(ctx, { versionId: version.id });
    const platform = findPlatform(version.platform);
    const headings = platform ? outline(platform, text) : [];
    const first = firstLines(text, linesMax);
    const secrets = text.split(redacted).length - 1;
    return { failure: null, text: { first, total: version.lines, headings, secrets } };
  } catch (error) {
    if (!isFailure(error, "text-damaged")) throw error;
    return { failure: asFailure(error).report(), text: null };
  }
}

/** Which versions brought the lines; or why that cannot be told now: the text can be read all the same. */
async function readBlame(ctx: Context, { id: versionId }: ConfigVersion) {
  try {
    return { failure: null, blame: await blameVersion(ctx, { versionId }) };
  } catch (error) {
    if (!isFailure(error, "text-work-ended")) throw error;
    return { failure: asFailure(error).report(), blame: null };
  }
}
