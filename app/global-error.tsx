"use client";

import { PlainPage } from "#components/plain-page";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { TooltipProvider } from "#components/ui/tooltip";
import "./globals.css";

/** When not even the frame of a page could be made. */
export default function EverythingFailed({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Error – Holdfast</title>
        <TooltipProvider>
          <PlainPage
            title="Holdfast met an error it does not know"
            sub="Runs go on without this page. Nothing was changed."
          >
            {error.digest ? (
              <p className="text-center text-xs text-muted-foreground">
                Number {error.digest} in the log of the web process
              </p>
            ) : null}
            <Button variant="primary" size="lg" onClick={() => location.reload()}>
              Load again
            </Button>
            <CopyButton text={`Error ${error.digest ?? "without a number"} in the console`}>
              Copy details
            </CopyButton>
          </PlainPage>
        </TooltipProvider>
      </body>
    </html>
  );
}
