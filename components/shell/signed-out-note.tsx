"use client";

import { LogIn } from "lucide-react";
import { usePathname } from "next/navigation";
import { useConnection } from "../live.tsx";
import { Alert } from "../ui/alert.tsx";
import { buttonVariants } from "../ui/button.tsx";

/** Says that the session ended, over the page it ended on, so that nothing typed there is lost. */
export function SignedOutNote() {
  const pathname = usePathname();
  if (useConnection() !== "signed-out") return null;
  return (
    <div className="fixed inset-x-4 bottom-4 z-40 mx-auto max-w-xl rounded-lg shadow-float max-md:bottom-19">
      <Alert
        live
        tone="warning"
        title="Your session has ended"
        actions={
          // A new tab keeps what was typed here.
          <a
            href={`/sign-in?back=${encodeURIComponent(pathname)}`}
            target="_blank"
            rel="noreferrer"
            className={buttonVariants({ size: "sm", variant: "primary" })}
          >
            <LogIn aria-hidden="true" />
            Sign in again
          </a>
        }
      >
        <p>What is on this page is kept, and goes on when you have signed in.</p>
      </Alert>
    </div>
  );
}
