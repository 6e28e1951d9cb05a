import type { Metadata } from "next";
import { Link } from "#components/link";
import { PlainPage } from "#components/plain-page";
import { buttonVariants } from "#components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PlainPage
      title="Nothing is here"
      sub="What this address showed may have been deleted, or it has a mistake in it."
    >
      <Link href="/" className={buttonVariants({ variant: "primary", size: "lg" })}>
        Go to the dashboard
      </Link>
    </PlainPage>
  );
}
