/**
 * `docs/reference/platforms.md`, made from the platforms themselves: `npm run check` says when it
 * differs, and `node tools/platform-page.ts` writes it anew.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { type Platform, platforms } from "#lib/platforms";

export const platformPage = "docs/reference/platforms.md";

const head = `# Platforms

<!-- made from lib/platforms: node tools/platform-page.ts -->

What Holdfast collects from devices, how it knows that a text is whole, and on what it was tried. Each platform is one file of \`lib/platforms\`, which this page is made from.

A text is kept only if every command was answered, the device is ready for the next one, nothing in it says that a command failed, its host name is the one of last time, and it is not less than half of its last size. What else it must have is said below. A text that fails is asked for once more in the same session, then put aside for a person.

Every platform is specified by a session typed by hand in \`test/transcripts\`, which is played over SSH whole, byte by byte, and cut. *Tried on* names what else it was run against; a platform without it has met no device of its kind in these tests.`;

/** The page as it should be. */
export function platformsAsPage(): string {
  return `${[head, table(), ...platforms.map(sectionOf)].join("\n\n")}\n`;
}

function table(): string {
  const rows = platforms.map(({ id, name, configuration, tried }) => {
    const [command = ""] = configuration.commands;
    const shown = command.length > 60 ? "a list of files" : code(command).replaceAll("|", "\\|");
    return `| [${name}](#${anchorOf(name)}) | \`${id}\` | ${shown} | ${tried.length > 0 ? "yes" : "transcript only"} |`;
  });
  return [
    "| platform | id | collects | tried on devices |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function anchorOf(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}

function sectionOf(platform: Platform): string {
  const lines = [
    ["Collects", collected(platform)],
    ["Talks", talked(platform)],
    ["Whole when", whole(platform)],
    ["Recognised by", recognised(platform)],
    ["Also reads", facts(platform)],
    ["No change", setAside(platform)],
    ["Tried on", platform.tried.join("; ") || "its transcript only"],
  ];
  const told = lines.map(([what, text]) => `- **${what}:** ${text}.`);
  return [`## ${platform.name}`, "", `Id: \`${platform.id}\``, "", ...told].join("\n");
}

function collected({ configuration: { commands } }: Platform): string {
  return commands.map(code).join(", else ");
}

function talked({ via, privilege, open, questions }: Platform): string {
  if (via === "exec") return "by a channel for each command, which the device closes itself";
  const rights = privilege
    ? [`more rights by ${code(privilege.send)} where its prompt shows few`]
    : [];
  const paging = open.length > 0 ? [`paging and width by ${open.map(code).join(", ")}`] : [];
  const answers = questions.length > 0 ? ["a question at sign-in is answered"] : [];
  const all = ["by one interactive shell", ...rights, ...paging, ...answers];
  return `${all.join("; ")}; pages are answered`;
}

function whole({ via, configuration: { begins, ends, balanced } }: Platform): string {
  const signs = [
    via === "exec"
      ? "the device closed the channel, with exit status 0 where it sends one"
      : "its echo and the prompt came back",
    ...(begins ? [`one of the first lines matches ${code(begins.source)}`] : []),
    ...(ends ? [`the last line matches ${code(ends.source)}`] : []),
    ...(balanced === "braces" ? ["every brace is closed"] : []),
    ...(balanced === "blocks" ? ["every block is closed by its end"] : []),
    ...(!ends && via === "shell" ? ["a second prompt follows the first"] : []),
  ];
  return signs.join("; ");
}

function recognised({ recognise: by }: Platform): string {
  const hints = [
    by.ident && `the SSH identification ${code(by.ident.source)}`,
    by.banner && `the banner ${code(by.banner.source)}`,
    by.prompt && `the prompt ${code(by.prompt.source)}`,
  ].filter((hint) => hint !== undefined);
  const answer = `the answer to ${code(by.probe.command)}, which matches ${code(by.probe.says.source)}`;
  return hints.length > 0 ? `${answer}; hints are ${hints.join(", ")}` : answer;
}

function facts({ facts: commands, hostname }: Platform): string {
  const read = commands.map(
    ({ command, reads }) => `${Object.keys(reads).join(", ")} from ${code(command)}`,
  );
  const name = hostname.inText ? "the text" : "the prompt";
  return [...read, `its name from ${hostname.inText || hostname.inPrompt ? name : "nowhere"}`].join(
    "; ",
  );
}

function setAside({ volatile }: Platform): string {
  if (volatile.length === 0) return "every line counts";
  const rules = volatile.map((rule) => {
    if ("line" in rule) return code(rule.line.source);
    if ("mask" in rule) return `the value in ${code(rule.mask.source)}`;
    return `all from ${code(rule.block.begins.source)} to ${code(rule.block.ends.source)}`;
  });
  return rules.join(", ");
}

/** As code, with as many backquotes as its text needs. */
function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

if (import.meta.main) {
  writeFileSync(path.join(import.meta.dirname, "..", platformPage), platformsAsPage());
}
