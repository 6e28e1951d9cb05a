"use client";

import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";

const store = "holdfast-recent";
const recentMax = 5;

/** A page of one thing that was looked at before. */
export interface RecentPage {
  href: string;
  title: string;
  /** "Plan", "Run", "Archive". */
  kind: string;
}

const kinds: Record<string, string> = { plans: "Plan", runs: "Run", archives: "Archive" };

/** Remembers, in this browser, which plans, runs and archives were looked at. */
export function RememberPages() {
  const pathname = usePathname();
  useEffect(() => {
    const [, place = "", thing, below] = pathname.split("/");
    const kind = kinds[place];
    if (!kind || !thing || below || thing === "new") return;
    // The title of a page arrives a moment after its address.
    const timer = setTimeout(() => {
      const title = document.querySelector("main h1")?.textContent;
      const bar = document.querySelector("[aria-label=Breadcrumb] [aria-current]")?.textContent;
      if (!title) return;
      const name = bar && bar !== title ? `${title}, ${bar.toLowerCase()}` : title;
      const others = readRecent().filter((page) => page.href !== pathname);
      write([{ href: pathname, title: name, kind }, ...others].slice(0, recentMax));
    }, 800);
    return () => clearTimeout(timer);
  }, [pathname]);
  return null;
}

/** The pages looked at before, newest first, without the one shown now. */
export function useRecent(): RecentPage[] {
  const pathname = usePathname();
  const [pages] = useState(readRecent);
  return pages.filter((page) => page.href !== pathname);
}

function readRecent(): RecentPage[] {
  try {
    const pages: unknown = JSON.parse(localStorage.getItem(store) ?? "[]");
    return Array.isArray(pages) ? pages.filter(isPage) : [];
  } catch {
    return []; // a browser that keeps nothing has nothing recent
  }
}

function write(pages: RecentPage[]): void {
  try {
    localStorage.setItem(store, JSON.stringify(pages));
  } catch {
    // a browser that keeps nothing has nothing recent
  }
}

function isPage(page: unknown): page is RecentPage {
  const given = page as Partial<RecentPage> | null;
  return [given?.href, given?.title, given?.kind].every((part) => typeof part === "string");
}
