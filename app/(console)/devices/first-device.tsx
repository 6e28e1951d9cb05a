import { Plus, Router } from "lucide-react";
import { Link } from "#components/link";
import { buttonVariants } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";

/** No device yet: what one needs, and the way to it. */
export function FirstDevice() {
  return (
    <EmptyState
      icon={<Router />}
      title="No device yet"
      action={
        <Link href="/devices/new" className={buttonVariants({ variant: "primary" })}>
          <Plus aria-hidden="true" />
          Add device
        </Link>
      }
      link={
        <Link href="/devices/new?many=1" className="link">
          Paste many addresses
        </Link>
      }
    >
      An address and a login are enough. Its configuration is fetched over SSH, and every change is
      kept from then on.
    </EmptyState>
  );
}
