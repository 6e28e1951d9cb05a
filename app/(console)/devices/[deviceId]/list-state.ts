import { z } from "zod";
import { addressWith, Offset } from "../../list-state.ts";

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
  offset: Offset,
  /** Tests the connection at once, as for a device that was just added. */
  test: z.literal("now").optional().catch(undefined),
});
export type PageState = z.infer<typeof PageState>;

/** Address of a device's page with something of its state changed. */
export function deviceAddress(
  deviceId: string,
  { version, view, offset, test }: Partial<Omit<PageState, "offset">> & { offset?: number } = {},
): string {
  return addressWith(`/devices/${deviceId}`, { version, view, offset, test });
}
