import { Download } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { formatBytes } from "#components/format";
import { Link } from "#components/link";
import { Page } from "#components/page";
import { buttonVariants } from "#components/ui/button";
import { Card, Row, Rows } from "#components/ui/card";
import { SkeletonRows } from "#components/ui/skeleton";
import type { Context } from "#lib/context";
import { bundleFiles } from "#lib/doctor";
import { webProcess } from "../../../../web-process.ts";
import { requireViewer } from "../../../guard.ts";

export const metadata: Metadata = { title: "Support bundle" };

/** More of one file is read in the ZIP. */
const shownMax = 200_000;

export default async function BundlePage({ searchParams }: PageProps<"/settings/health/bundle">) {
  const ctx = await requireViewer();
  const { file } = await searchParams;
  return (
    <Page
      title="Support bundle"
      crumbs={[
        { label: "Settings", href: "/settings" },
        { label: "Health", href: "/settings/health" },
      ]}
      sub="For somebody who helps you. Names, addresses and paths are replaced by words that are the same every time; secrets are not in it. Read it before you give it away: what a program wrote in words of its own may still say something."
      actions={
        <a href="/api/support" download className={buttonVariants({ variant: "primary" })}>
          <Download aria-hidden="true" />
          Download bundle
        </a>
      }
    >
      <Suspense
        fallback={
          <Card title="Files">
            <SkeletonRows rows={8} label="The bundle is being made" />
          </Card>
        }
      >
        <Files ctx={ctx} chosen={typeof file === "string" ? file : "findings.json"} />
      </Suspense>
    </Page>
  );
}

/** Every file with its size, and one of them as it will be in the bundle. */
async function Files({ ctx, chosen }: { ctx: Context; chosen: string }) {
  const sizes: { name: string; bytes: number }[] = [];
  let shown = "";
  for await (const { name, text } of bundleFiles(ctx, { key: webProcess().key })) {
    sizes.push({ name, bytes: Buffer.byteLength(text) });
    if (name === chosen) shown = text;
  }
  const cut = shown.length > shownMax;
  return (
    <>
      <Card title="Files">
        <Rows>
          {sizes.map(({ name, bytes }) => (
            <Row key={name} className="flex justify-between gap-4">
              <Link
                href={`/settings/health/bundle?file=${encodeURIComponent(name)}`}
                aria-current={name === chosen ? "true" : undefined}
                className="font-mono text-xs underline underline-offset-3 aria-[current]:font-semibold"
              >
                {name}
              </Link>
              <span className="text-muted-foreground tabular-nums">{formatBytes(bytes)}</span>
            </Row>
          ))}
        </Rows>
      </Card>
      {sizes.some(({ name }) => name === chosen) ? (
        <Card
          title={chosen}
          footer={cut ? `The last ${formatBytes(shownMax)}; the bundle has all of it.` : undefined}
        >
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
            tabIndex={0}
            aria-label={`Text of ${chosen}`}
            className="max-h-144 overflow-auto p-4"
          >
            <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">
              {shown.slice(-shownMax) || "Nothing was written."}
            </pre>
          </section>
        </Card>
      ) : null}
    </>
  );
}
