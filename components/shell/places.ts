import {
  Activity,
  Archive,
  CalendarClock,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  SlidersHorizontal,
} from "lucide-react";

/** A page that stands in the navigation. */
export interface Place {
  href: string;
  name: string;
  icon: LucideIcon;
  /** Second key of its shortcut, after `g`. */
  key: string;
}

export const places: Place[] = [
  { href: "/", name: "Dashboard", icon: LayoutDashboard, key: "d" },
  { href: "/plans", name: "Plans", icon: CalendarClock, key: "p" },
  { href: "/runs", name: "Runs", icon: Activity, key: "r" },
  { href: "/archives", name: "Archives", icon: Archive, key: "a" },
];

export const secondPlaces: Place[] = [
  { href: "/activity", name: "Activity", icon: ListChecks, key: "y" },
  { href: "/settings", name: "Settings", icon: SlidersHorizontal, key: "," },
];

export const allPlaces: Place[] = [...places, ...secondPlaces];

/** Whether a page lies at or below a place. */
export function isAt(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
