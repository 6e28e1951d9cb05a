import { CopyButton } from "./ui/copy-button.tsx";

const labels = { manifest: "SHA-256 of its manifest", zip: "SHA-256 of the ZIP" };

/** The digest an archive is known by, as a fact of a list; its label says of what it is. */
export function sha256Fact(archive: { sha256: string; sha256Of: "manifest" | "zip" }) {
  return {
    label: labels[archive.sha256Of],
    value: (
      <span className="flex flex-col gap-0.5">
        <span className="flex items-start gap-1">
          <code className="min-w-0 text-xs wrap-anywhere">{archive.sha256}</code>
          <CopyButton text={archive.sha256} label="Copy SHA-256" />
        </span>
        {archive.sha256Of === "manifest" ? (
          <span className="text-xs text-muted-foreground">The manifest names every byte.</span>
        ) : null}
      </span>
    ),
  };
}
