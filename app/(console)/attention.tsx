import type { Context } from "#lib/context";
import { brakesNow, protectionOfAll } from "./reads.tsx";

/** How many sources and devices need attention, and plans whose brake is on. */
export async function countAttention(ctx: Context): Promise<number> {
  const { counts } = await protectionOfAll(ctx);
  return counts.stale + counts.unprotected + (await brakesNow(ctx)).size;
}

/** The icon of the tab with a count on it, as an address. */
export function iconWithCount(count: number): string {
  const text = count > 9 ? "9+" : String(count);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">`,
    `<rect width="32" height="32" rx="8" fill="#182229"/>`,
    `<g transform="scale(1.333)" fill="none" stroke="#f8fafa" stroke-width="1.9" stroke-linecap="round">`,
    `<path d="M12 4.75V19M12 11.5c-.35 3.55-4.55 3.1-5.5 7.1M12 11.5c.35 3.55 4.55 3.1 5.5 7.1M12 8.1c-2.05.05-3.7-.85-4.4-2.7M12 8.1c2.05.05 3.7-.85 4.4-2.7"/></g>`,
    `<circle cx="22" cy="10" r="10" fill="#c92a2a"/>`,
    `<text x="22" y="15" text-anchor="middle" font-family="system-ui,sans-serif" font-size="14" font-weight="700" fill="#fff">${text}</text>`,
    "</svg>",
  ].join("");
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
