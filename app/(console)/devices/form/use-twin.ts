"use client";

import { useRef, useState } from "react";
import type { Twin } from "#lib/inventory/schema";
import { findTwinAction } from "../actions.ts";
import type { DeviceDraft } from "../draft.ts";

/** Who is at the typed address already; asked when its field is left, or before saving. */
export function useTwin(ownId: string | null) {
  const [twin, setTwin] = useState<Twin | null>(null);
  const asked = useRef("");
  const look = async ({ address, port }: DeviceDraft) => {
    const place = `${address.trim()} ${port.trim()}`;
    if (place === asked.current) return;
    asked.current = place;
    const found = await findTwinAction({ address, port: Number(port) });
    if (asked.current !== place) return; // typed on meanwhile
    setTwin(found.ok && found.value?.id !== ownId ? found.value : null);
  };
  const forget = () => {
    asked.current = "";
    setTwin(null);
  };
  return { twin, look, forget };
}
