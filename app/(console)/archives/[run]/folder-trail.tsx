import { Link } from "#components/link";
import { visibleName } from "#lib/entries";
import { type EntriesQuery, entriesAddress } from "./list-state.ts";

/** Where in the archive one is; each part leads back up. */
export function FolderTrail({ run, query }: { run: number; query: EntriesQuery }) {
  const parts = query.in.split("/").slice(0, -1);
  if (parts.length === 0) return null; // at the top there is no way up
  const steps = parts.map((name, index) => ({
    name: visibleName(name),
    in: `${parts.slice(0, index + 1).join("/")}/`,
  }));
  return (
    <nav aria-label="Folder" className="-ml-1 min-w-0 flex-1">
      <ol className="flex flex-wrap items-center gap-x-1">
        <li>
          <Part href={entriesAddress(run, {})} name="Archive" current={false} />
        </li>
        {steps.map((step, index) => (
          <li key={step.in} className="flex min-w-0 items-center gap-1">
            <span aria-hidden="true" className="text-neutral-mark">
              /
            </span>
            <Part
              href={entriesAddress(run, { in: step.in })}
              name={step.name}
              current={index === steps.length - 1}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Part({ href, name, current }: { href: string; name: string; current: boolean }) {
  if (current) {
    return (
      <span aria-current="page" className="p-1 font-medium wrap-anywhere">
        {name}
      </span>
    );
  }
  return (
    <Link
      href={href}
      className="inline-flex min-h-11 items-center rounded-sm p-1 wrap-anywhere text-muted-foreground hover:bg-accent hover:text-foreground md:min-h-6"
    >
      {name}
    </Link>
  );
}
