import { Download } from "lucide-react";
import { formatBytes } from "./format.ts";
import { buttonVariants } from "./ui/button.tsx";

interface DownloadZipProps {
  /** Number of the run that made the archive. */
  run: number;
  bytes: number;
  className?: string;
}

/** Takes an archive along, and says how large it is before. */
export function DownloadZip({ run, bytes, className = "" }: DownloadZipProps) {
  return (
    <a
      href={`/api/archives/${run}`}
      download
      className={buttonVariants({ variant: "primary", className })}
    >
      <Download aria-hidden="true" />
      Download ZIP
      <span className="font-normal tabular-nums opacity-80">{formatBytes(bytes)}</span>
    </a>
  );
}
