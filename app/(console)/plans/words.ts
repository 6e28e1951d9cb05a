const unitsBytes = { TB: 1e12, GB: 1e9, MB: 1e6, kB: 1e3, B: 1 } as const;

/** A size as it may be typed again without losing a byte. */
export function sizeText(bytes: number): string {
  const [unit = "B", size = 1] =
    Object.entries(unitsBytes).find(([, each]) => bytes % each === 0) ?? [];
  return `${bytes / size} ${unit}`;
}
