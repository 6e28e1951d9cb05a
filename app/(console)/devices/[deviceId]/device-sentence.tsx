import { Link } from "#components/link";
import { Tag } from "#components/ui/badge";
import { CopyButton } from "#components/ui/copy-button";
import { visibleName } from "#lib/entries";
import type { Device } from "#lib/inventory/schema";
import { platformNames } from "#lib/platforms/schema";
import { listAddress } from "../list-state.ts";
import { WatchRun } from "./back-up-device.tsx";
import { placeOf } from "./words.ts";

/** What it is, where it is, and how it is grouped. */
export function DeviceSentence({ device }: { device: Device }) {
  const { facts, platform, site, tags, enabled } = device;
  const name = platform ? platformNames[platform] : "Platform detected at first contact";
  const kind = [facts?.model, name, facts?.version].filter(Boolean).join(", ");
  const place = placeOf(device);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="wrap-anywhere">{visibleName(kind)}</span>
        <span className="inline-flex items-center gap-0.5 font-mono text-xs wrap-anywhere">
          {place}
          <CopyButton text={place} label="Copy address" />
        </span>
        {site ? (
          <Link href={listAddress({ site })} className="link">
            {site}
          </Link>
        ) : null}
        {tags.length > 0 ? (
          <span className="inline-flex flex-wrap gap-1">
            {tags.map((tag) => (
              <Link key={tag} href={listAddress({ tag })} className="rounded-sm">
                <Tag className="hover:text-foreground">{tag}</Tag>
              </Link>
            ))}
          </span>
        ) : null}
        <WatchRun />
      </div>
      {enabled ? null : <p className="mt-1">It is disabled: no plan fetches from it.</p>}
    </>
  );
}
