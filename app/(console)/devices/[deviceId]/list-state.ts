import { z } from "zod";

/** Versions in one part of the list. */
export const versionsLimit = 20;
/** As many of the last attempts are shown. */
export const attemptsShown = 20;

/** What of a device is shown, as its address says; anything else in there is ignored. */
export const PageState = z.object({
  /** The number of the version that is read; absent: what the device says now. */
  version: z.coerce.number().int().min(1).optional().catch(undefined),
  /** Beside each line the version that brought it. */
  view: z.literal("blame").optional().catch(undefined),
  offset: z.coerce.number().int().min(0).catch(0),
  /** Tests the connection at once, as for a device that was just added. */
  test: z.literal("now").optional().catch(undefined),
});
export type PageState = z.infer<typeof PageState>;

/** Address of a device's page with something of its state changed. */
export function deviceAddress(
  deviceId: string,
  state: {
    version?: number | undefined;
    view?: PageState["view"];
    offset?: number;
    test?: "now";
  } = {},
): string {
  const search = new URLSearchParams();
  if (state.version !== undefined) search.set("version", String(state.version));
  if (state.view) search.set("view", state.view);
  if (state.offset) search.set("offset", String(state.offset));
  if (state.test) search.set("test", state.test);
  const text = search.toString();
  return text ? `/devices/${deviceId}?${text}` : `/devices/${deviceId}`;
}
