import { describe, expect, it } from "vitest";
import { transcripts } from "../../test/transcripts.ts";
import { platforms } from "./list.ts";
import { normalise } from "./normalise.ts";
import { outline } from "./outline.ts";
import { recognise, type Seen } from "./recognise.ts";
import { redact } from "./redact.ts";
import { platformNames } from "./schema.ts";

const withTranscript = platforms.flatMap((platform) => {
  const transcript = transcripts.get(platform.id);
  return transcript ? [{ id: platform.id, platform, transcript }] : [];
});

describe("the list of platforms", () => {
  it("has a transcript for each, and none for anything else", () => {
    expect(platforms.map(({ id }) => id)).toEqual([...transcripts.keys()].sort());
  });

  it("has the names that forms show", () => {
    const listed = Object.fromEntries(platforms.map(({ id, name }) => [id, name]));
    expect(listed).toEqual(platformNames);
  });
});

describe.each(withTranscript)("$id", ({ platform, transcript }) => {
  const { configuration } = transcript;

  it("knows its prompts, and no other line", () => {
    const cleaned = (line: string) => line.replaceAll("\r", "");
    const { match, not } = transcript.prompts;
    expect(match.filter((line) => !platform.prompt.test(cleaned(line)))).toEqual([]);
    expect(not.filter((line) => platform.prompt.test(cleaned(line)))).toEqual([]);
  });

  it("never takes a line of its configuration for its prompt or a refusal", () => {
    const lines = configuration.split("\n").filter(Boolean);
    expect(lines.filter((line) => platform.prompt.test(line))).toEqual([]);
    expect(lines.filter((line) => platform.refusals.some((rule) => rule.test(line)))).toEqual([]);
  });

  it("knows where its text begins and ends, and its name in it", () => {
    const { begins, ends } = platform.configuration;
    const lines = configuration.trimEnd().split("\n");
    if (begins) expect(lines.slice(0, 20).some((line) => begins.test(line))).toBe(true);
    if (ends) expect(lines.at(-1)).toMatch(ends);
    expect(platform.hostname.inText?.exec(configuration)?.[1]).toBe(transcript.hostname);
  });

  it("reads its facts", () => {
    const read = platform.facts.flatMap(({ command, reads }) =>
      Object.entries(reads).map(([fact, rule]) => {
        const answer = transcript.answers[command];
        expect(answer, `an answer to ${command}`).toBeDefined();
        return [fact, rule.exec(answer ?? "")?.[1]];
      }),
    );
    expect(Object.fromEntries(read)).toEqual(transcript.facts);
  });
});

describe.each(withTranscript)("a text of $id", ({ platform, transcript }) => {
  const { configuration } = transcript;

  it("sets aside exactly the lines that are no change", () => {
    const lines = configuration.split("\n");
    const { volatile } = normalise(platform, configuration);
    expect(volatile.map((number) => lines[number])).toEqual(transcript.volatile);
  });

  it("says the same of a text of which only those lines differ", () => {
    const lines = configuration.split("\n");
    const { volatile, text } = normalise(platform, configuration);
    for (const number of volatile) lines[number] = lines[number]?.replace(/\d|canary/g, "7") ?? "";
    expect(normalise(platform, lines.join("\n")).text).toBe(text);
  });

  it("takes out every secret, leaves the rest, and keeps the lines", () => {
    const shown = redact(platform, configuration).text;
    expect(shown.split("\n").filter((line) => line.includes("canary"))).toEqual([]);
    expect(transcript.kept.filter((text) => !shown.includes(text))).toEqual([]);
    expect(shown.split("\n")).toHaveLength(configuration.split("\n").length);
  });

  it("gives its text an outline", () => {
    const lines = configuration.split("\n");
    const headings = outline(platform, configuration);
    expect(headings.length).toBeGreaterThan(0);
    for (const { line, title } of headings) expect(lines[line]).toContain(title);
  });
});

describe.each(withTranscript)("a device of $id", ({ platform, transcript }) => {
  it("is recognised by what it shows, with few harmless commands", () => {
    const { ident, banner, prompt } = transcript;
    const seen: Seen = { ident, banner, prompt, answers: new Map() };
    const answers = new Map<string, string>();
    for (let asked = 0; asked < 8; asked++) {
      const { platform: found, ask } = recognise({ ...seen, answers });
      if (found) {
        expect(found.id).toBe(platform.id);
        return;
      }
      expect(ask, "a command that decides").not.toBeNull();
      if (ask) answers.set(ask, transcript.answers[ask] ?? answerTo(transcript.answers, ask));
    }
    throw new Error("It was not recognised.");
  });
});

/** A device answers the same whether a pager is switched off or not; what it does not know it refuses. */
function answerTo(answers: Record<string, string>, command: string): string {
  const known = Object.entries(answers).find(([each]) => each.split(" | ")[0] === command);
  return known?.[1] ?? "% Invalid input detected at '^' marker.\n";
}
