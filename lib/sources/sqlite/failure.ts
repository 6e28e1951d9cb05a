import { visibleName } from "#lib/entries";
import { type Failure, fail } from "#lib/failures";
import { userName } from "../words.ts";
import type { Answer } from "./ask.ts";

/** What the child process could not do, as the source's failure. */
export function failureIn(
  answers: readonly Answer[],
  { shown, scratch, lockWaitMs }: { shown: string; scratch: string; lockWaitMs: number },
): Failure {
  const answer = answers.find((each) => "failed" in each);
  const detail = answer ? visibleName(tidy(answer.detail)) : "its process said nothing";
  switch (answer?.failed) {
    case "missing":
      return fail("source-missing", { path: detail });
    case "unreadable":
      return fail("source-unreadable", { path: detail, user: userName() });
    case "not-a-database":
      return fail("not-a-database", { path: shown });
    case "locked":
      return fail("database-locked", {
        path: shown,
        waitedSeconds: Math.round(lockWaitMs / 1_000),
      });
    case "corrupt":
      return fail("database-corrupt", { path: shown, detail });
    case "full":
      return fail("disk-full", { path: scratch });
    default:
      return fail("snapshot-failed", { path: shown, detail });
  }
}

/** SQLite's finding without its heading, on one line, without a full stop. */
function tidy(detail: string): string {
  const lines = detail.split("\n").filter((line) => !line.startsWith("***"));
  return lines.join("; ").replace(/\.$/, "");
}
