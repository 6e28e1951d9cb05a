import { accessCauses } from "./access-causes.ts";
import type { Cause } from "./cause.ts";
import { deviceCauses } from "./device-causes.ts";
import { inventoryCauses } from "./inventory-causes.ts";
import { notifyCauses } from "./notify-causes.ts";
import { planCauses } from "./plan-causes.ts";
import { runCauses } from "./run-causes.ts";
import { sourceCauses } from "./source-causes.ts";
import { vaultCauses } from "./vault-causes.ts";
import { webCauses } from "./web-causes.ts";

/**
 * The one table of causes: page, command line, API and docs read severity, exit code, status,
 * sentence and next step here and nowhere else.
 */
export const causes = {
  ...accessCauses,
  ...planCauses,
  ...deviceCauses,
  ...inventoryCauses,
  ...sourceCauses,
  ...vaultCauses,
  ...runCauses,
  ...notifyCauses,
  ...webCauses,
} as const satisfies Record<string, Cause>;

export type CauseName = keyof typeof causes;

type FirstFacts<C extends CauseName> = Parameters<(typeof causes)[C]["says"]>[0];

/** The facts that the sentence of cause `C` needs; `{}` where it needs none. */
export type FactsOf<C extends CauseName> =
  FirstFacts<C> extends undefined ? Record<string, never> : FirstFacts<C>;
