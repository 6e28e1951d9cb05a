/** What `npm start` says once the console answers. */
export function greeting({
  version,
  address,
  setupToken,
}: {
  version: string;
  address: string;
  setupToken: string | null;
}): string {
  const lines = [`Holdfast ${version} answers at ${address}`];
  if (setupToken) {
    lines.push(
      "",
      "There is no user yet. Make the first one here; the link works once:",
      "",
      `  ${address}/setup#token=${encodeURIComponent(setupToken)}`,
      "",
      `The setup token alone: ${setupToken}`,
    );
  }
  return `${[...lines, "", "Ctrl-C stops it."].join("\n")}\n`;
}
