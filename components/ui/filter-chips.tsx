"use client";

import { ChevronDown, Plus, Search, X } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, type ReactNode, useTransition } from "react";
import { Link } from "../link.tsx";
import { cn } from "./cn.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "./dropdown-menu.tsx";
import { Input } from "./input.tsx";
import { Kbd } from "./kbd.tsx";

/** Search field and chips above a list. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b px-4 py-3 md:py-2.5">{children}</div>
  );
}

/** A filter of the list, kept in the address under `name`. Dashed while unset, its value in blue. */
export function FilterChip({
  name,
  label,
  options,
}: {
  name: string;
  label: string;
  options: { value: string; label: string }[];
}) {
  const { address, value } = useListAddress(name);
  const set = options.find((option) => option.value === value);
  return (
    <span
      className={cn(
        "inline-flex h-10 items-center rounded-md border text-sm font-medium md:h-7 md:text-xs",
        set ? "bg-card" : "border-dashed border-input text-muted-foreground",
      )}
    >
      <DropdownMenu>
        <DropdownMenuTrigger
          className={cn(
            "inline-flex h-full items-center gap-1.5 rounded-md px-2.25 whitespace-nowrap",
            "hover:bg-accent hover:text-foreground [&_svg]:size-3.25",
          )}
        >
          {set ? null : <Plus aria-hidden="true" />}
          {label}
          {set ? <span className="font-strong text-running">{set.label}</span> : null}
          {set ? <ChevronDown aria-hidden="true" /> : null}
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {options.map((option) => (
            <DropdownMenuItem key={option.value} asChild>
              <Link href={address(option.value)} scroll={false}>
                {option.label}
              </Link>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {set ? (
        <Link
          href={address(null)}
          scroll={false}
          aria-label={`Remove filter ${label} ${set.label}`}
          className="grid h-full w-10 place-items-center rounded-md hover:bg-accent md:w-6"
        >
          <X className="size-3.25" aria-hidden="true" />
        </Link>
      ) : null}
    </span>
  );
}

/** The list's search field; `/` reaches it. Its text is kept in the address under `name`. */
export function FilterSearch({ name = "q", placeholder }: { name?: string; placeholder: string }) {
  const router = useRouter();
  const [, startTransition] = useTransition();
  const { address, value } = useListAddress(name);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get(name) ?? "").trim();
    startTransition(() => router.replace(address(text || null), { scroll: false }));
  };
  return (
    <search className="w-full md:w-68">
      <form onSubmit={submit} className="relative flex items-center">
        <Search className="pointer-events-none absolute left-2.25 size-4 text-muted-foreground" />
        <Input
          key={value}
          type="search"
          name={name}
          defaultValue={value ?? ""}
          placeholder={placeholder}
          aria-label={placeholder}
          data-filter
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          onBlur={(event) => {
            if (event.target.value.trim() !== (value ?? "")) event.target.form?.requestSubmit();
          }}
          className="pr-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
        />
        <Kbd aria-hidden="true" className="absolute right-1.5 max-md:hidden">
          /
        </Kbd>
      </form>
    </search>
  );
}

/** The list's address with one parameter changed; paging starts anew. */
function useListAddress(name: string) {
  const pathname = usePathname();
  const search = useSearchParams();
  return {
    value: search.get(name),
    address: (value: string | null) => {
      const next = new URLSearchParams(search);
      next.delete("offset");
      if (value === null) next.delete(name);
      else next.set(name, value);
      const text = next.toString();
      return text ? `${pathname}?${text}` : pathname;
    },
  };
}
