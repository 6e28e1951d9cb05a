"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

/** What lies above every page and can be asked for from anywhere. */
export type Overlay = "palette" | "shortcuts" | "more";

interface ShellValue {
  /** What is open now; one at a time. */
  overlay: Overlay | null;
  show: (overlay: Overlay | null) => void;
}

const ShellContext = createContext<ShellValue>({ overlay: null, show: () => {} });

export function ShellProvider({ children }: { children: ReactNode }) {
  const [overlay, show] = useState<Overlay | null>(null);
  const value = useMemo(() => ({ overlay, show }), [overlay]);
  return <ShellContext value={value}>{children}</ShellContext>;
}

export function useShell(): ShellValue {
  return useContext(ShellContext);
}
