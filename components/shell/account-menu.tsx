"use client";

import { LogOut, SlidersHorizontal } from "lucide-react";
import { useTransition } from "react";
import { Link } from "../link.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu.tsx";

interface AccountMenuProps {
  name: string;
  /** Ends the session and goes to sign-in. */
  signOut: () => Promise<void>;
}

/** Who is signed in, and the way out. */
export function AccountMenu({ name, signOut }: AccountMenuProps) {
  const [, startTransition] = useTransition();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        title={`Account: ${name}`}
        className="mt-1.5 flex h-10 w-full flex-none items-center gap-2.5 rounded-md px-2 text-left text-foreground hover:bg-sidebar-accent data-[state=open]:bg-sidebar-accent max-lg:justify-center max-lg:px-0"
      >
        <Avatar name={name} />
        <span className="truncate max-lg:sr-only">{name}</span>
        <span className="ml-auto text-xs text-muted-foreground max-lg:hidden">Administrator</span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-54">
        <DropdownMenuLabel>Signed in as {name}</DropdownMenuLabel>
        <DropdownMenuItem asChild>
          <Link href="/settings">
            <SlidersHorizontal aria-hidden="true" />
            Settings
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => startTransition(signOut)}>
          <LogOut aria-hidden="true" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-6 flex-none place-items-center rounded-full border bg-secondary text-2xs font-semibold tracking-[-0.02em] text-secondary-foreground uppercase"
    >
      {initials(name)}
    </span>
  );
}

/** "Ada Lovelace" → "AL", "admin" → "AD". */
function initials(name: string): string {
  const [first = "", second] = name.split(/[\s._-]+/).filter(Boolean);
  const letters = second ? [first, second].map((word) => [...word][0]) : [...first].slice(0, 2);
  return letters.join("");
}
