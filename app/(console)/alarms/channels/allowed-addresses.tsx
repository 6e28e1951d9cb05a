"use client";

import { X } from "lucide-react";
import { IconButton } from "#components/ui/button";
import { Card, Row, Rows } from "#components/ui/card";
import { toast } from "#components/ui/toast";
import { disallowAddressAction } from "./actions.ts";

/** Addresses inside the network that messages may go to, and the way to take each back. */
export function AllowedAddresses({ addresses }: { addresses: string[] }) {
  const takeBack = async (address: string) => {
    const outcome = await disallowAddressAction({ address });
    if (outcome.ok) toast(`Messages go to ${address} no more.`);
    else toast.error(outcome.failure.sentence, { description: outcome.failure.next });
  };
  return (
    <Card
      title="Allowed inside the network"
      footer="For every channel. Who allowed them stands in the activity."
    >
      <Rows>
        {addresses.map((address) => (
          <Row key={address} className="flex items-center justify-between gap-2">
            <span className="font-mono text-xs wrap-anywhere">{address}</span>
            <IconButton
              size="sm"
              label={`Take back that messages may go to ${address}`}
              onClick={() => void takeBack(address)}
            >
              <X aria-hidden="true" />
            </IconButton>
          </Row>
        ))}
      </Rows>
    </Card>
  );
}
