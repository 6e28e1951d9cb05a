import {
  Activity,
  Archive,
  Bell,
  CalendarClock,
  FileText,
  HardDrive,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Router,
  ShieldCheck,
  SlidersHorizontal,
} from "lucide-react";

/** A page that stands in the navigation. */
export interface Place {
  href: string;
  name: string;
  icon: LucideIcon;
  /** Second key of its shortcut, after `g`; `null`: it has none. */
  key: string | null;
}

export const places: Place[] = [
  { href: "/", name: "Dashboard", icon: LayoutDashboard, key: "d" },
  { href: "/plans", name: "Plans", icon: CalendarClock, key: "p" },
  { href: "/runs", name: "Runs", icon: Activity, key: "r" },
  { href: "/archives", name: "Archives", icon: Archive, key: "a" },
  { href: "/devices", name: "Devices", icon: Router, key: "v" },
  { href: "/configs", name: "Configs", icon: FileText, key: "c" },
];

export const secondPlaces: Place[] = [
  { href: "/storage", name: "Storage", icon: HardDrive, key: null },
  { href: "/credentials", name: "Credentials", icon: KeyRound, key: null },
  { href: "/alarms", name: "Alarms", icon: Bell, key: "l" },
  { href: "/activity", name: "Activity", icon: ListChecks, key: "y" },
  { href: "/settings", name: "Settings", icon: SlidersHorizontal, key: "," },
];

export const allPlaces: Place[] = [...places, ...secondPlaces];

/** What the bottom bar of a phone leads to; the other pages are behind its "More". */
export const tabs: Pick<Place, "href" | "name" | "icon">[] = [
  { href: "/", name: "Status", icon: ShieldCheck },
  ...allPlaces.filter(({ href }) => href === "/devices" || href === "/activity"),
];

export const placesBehindMore = allPlaces.filter(({ href }) =>
  tabs.every((tab) => tab.href !== href),
);

/** Whether a page lies at or below a place. */
export function isAt(pathname: string, href: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
