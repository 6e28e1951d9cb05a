"use client";

import { useThemeSwitch } from "./shell/tools.tsx";

/** Light or dark, on pages without the shell. */
export function ThemeLink() {
  const switchTheme = useThemeSwitch();
  return (
    <button type="button" onClick={switchTheme} className="link min-h-6 text-running">
      Switch theme
    </button>
  );
}
