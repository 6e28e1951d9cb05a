"use client";

import { useState } from "react";
import { toast } from "#components/ui/toast";
import { HeartbeatInput } from "#lib/heartbeat/schema";
import {
  checkHeartbeatAction,
  removeHeartbeatAction,
  setHeartbeatAction,
} from "../../settings/actions.ts";

/** Where the runs of a plan give signs of life, while its form is open. No tab keeps the address. */
export interface HeartbeatDraft {
  /** Where they go as it is stored; `null`: nowhere. */
  host: string | null;
  /** As it is typed; empty: it stays as it is. */
  address: string;
  /** They are to go nowhere any more. */
  remove: boolean;
  problem: string | undefined;
  /** The address inside the network that a person may allow; `null`: it is not about that. */
  allow: string | null;
  type(address: string): void;
  setRemove(remove: boolean): void;
  /** Before the plan is saved: whether the address may be used. What is wrong stands at the field. */
  check(): Promise<boolean>;
  /** After the plan was saved. */
  store(planId: string): Promise<void>;
}

/** @param host where they go as it is stored; `null`: nowhere */
export function useHeartbeat(host: string | null): HeartbeatDraft {
  const [address, setAddress] = useState("");
  const [remove, setRemove] = useState(false);
  const [refused, setRefused] = useState<{ problem: string; allow: string | null } | null>(null);
  const wanted = remove ? "" : address.trim();
  return {
    ...{ host, address, remove, problem: refused?.problem, allow: refused?.allow ?? null },
    type(text) {
      setAddress(text);
      setRefused(null);
    },
    setRemove(wish) {
      setRemove(wish);
      setRefused(null);
    },
    async check() {
      setRefused(null);
      if (wanted === "") return true;
      const typed = HeartbeatInput.shape.address.safeParse(wanted);
      const checked = typed.success ? await checkHeartbeatAction({ address: wanted }) : null;
      if (checked?.ok) return true;
      const problem = checked
        ? (checked.fields?.address ?? checked.failure.sentence)
        : (typed.error?.issues[0]?.message ?? "");
      setRefused({ problem, allow: checked?.allow ?? null });
      return false;
    },
    async store(planId) {
      if (wanted === "" && !(remove && host)) return;
      const stored = remove
        ? await removeHeartbeatAction({ id: planId })
        : await setHeartbeatAction({ id: planId, address: wanted });
      if (stored.ok) return;
      const { sentence, next } = stored.failure;
      toast.error(`The plan was saved; its heartbeat stays as it was. ${sentence}`, {
        description: next,
      });
    },
  };
}
