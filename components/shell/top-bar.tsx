import { ChevronLeft, ChevronRight } from "lucide-react";
import { BrandMark } from "../brand.tsx";
import { Link } from "../link.tsx";
import { buttonVariants } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { ConnectionState, HelpButton, SearchButton, ThemeButton, ZoneButton } from "./tools.tsx";

export interface Crumb {
  label: string;
  href: string;
}

interface BarProps {
  /** The pages above this one. */
  crumbs: Crumb[];
  /** This page. */
  title: string;
}

/** Where one is, and on every page in the same order: connection, zone, theme, help. */
export function TopBar({ crumbs, title }: BarProps) {
  return (
    <header
      data-shell
      className={cn(
        "sticky top-0 z-20 flex h-12 items-center gap-3 border-b px-4 max-md:hidden lg:px-6",
        "bg-background/90 backdrop-blur-md",
      )}
    >
      <nav aria-label="Breadcrumb" className="min-w-0">
        <ol className="flex min-w-0 items-center gap-1">
          {crumbs.map((crumb) => (
            <li key={crumb.href} className="flex items-center gap-1 text-muted-foreground">
              <Link
                href={crumb.href}
                className="rounded-sm p-1 whitespace-nowrap hover:bg-accent hover:text-foreground"
              >
                {crumb.label}
              </Link>
              <ChevronRight aria-hidden="true" className="size-4 text-neutral-mark" />
            </li>
          ))}
          <li aria-current="page" className="truncate p-1 font-medium">
            {title}
          </li>
        </ol>
      </nav>
      <div className="ml-auto flex items-center gap-1">
        <ConnectionState />
        <ZoneButton />
        <ThemeButton />
        <HelpButton />
      </div>
    </header>
  );
}

/** The same on a phone: the way back or the mark, the title, the connection, search. */
export function TitleBar({ crumbs, title }: BarProps) {
  const back = crumbs.at(-1);
  return (
    <header
      data-shell
      className={cn(
        "sticky top-0 z-20 flex h-13 items-center gap-1 border-b pr-2 md:hidden",
        "bg-background/92 backdrop-blur-md",
        back ? "pl-1" : "pl-4",
      )}
    >
      {back ? (
        <Link
          href={back.href}
          aria-label={`Back to ${back.label}`}
          className={buttonVariants({ variant: "ghost", shape: "square" })}
        >
          <ChevronLeft aria-hidden="true" />
        </Link>
      ) : (
        <BrandMark className="mr-2 size-6 flex-none" />
      )}
      <span className="min-w-0 flex-1 truncate text-base font-semibold tracking-[-0.01em]">
        {title}
      </span>
      <ConnectionState compact />
      <SearchButton />
    </header>
  );
}
