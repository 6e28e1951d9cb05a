import { describe, expect, it } from "vitest";
import { redacted } from "#lib/platforms/schema";
import { escaped, lineHtml, linesHtml } from "./html.ts";

const tagsOf = (html: string) => html.match(/<[^>]*>/g) ?? [];
/** Neither what HTML reads nor what a reader cannot see. */
const unsafe = /[&']|\p{Cc}|\u202e/u;

describe("lines as HTML", () => {
  it.each([
    "banner motd <script>alert(1)</script>",
    "description \"><img src=x onerror='alert(1)'>",
    "description &lt;b&gt; &#60;i&#62;",
    "! <!-- a comment of another language",
    `snmp-server <b>${redacted}</b>`,
    "\u202e<b>\u0000</b>\r",
  ])("hold nothing of %j but its characters, coloured or not", (line) => {
    for (const coloured of [true, false]) {
      const html = lineHtml(line, coloured);
      for (const tag of tagsOf(html)) expect(tag).toMatch(/^<\/span>$|^<span class="[a-z-]+">$/);
      expect(html.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, "")).not.toMatch(unsafe);
    }
  });

  it("keep every character that could mean something", () => {
    expect(escaped(`a<b>&"c'&amp;`)).toBe("a&lt;b&gt;&amp;&quot;c&#39;&amp;amp;");
  });

  it("are items with their numbers, each a link to itself that is no stop of the keyboard", () => {
    expect(linesHtml(["end", ""], { from: 99, coloured: false })).toBe(
      '<li id="L99"><a href="#L99" tabindex="-1">99</a>end</li>' +
        '<li id="L100"><a href="#L100" tabindex="-1">100</a></li>',
    );
  });

  it("have colours, or show without them what was taken out or cannot be seen", () => {
    const line = `key 7 ${redacted}\u200b`;
    const stands =
      '<span class="code-redacted">redacted</span><span class="code-hidden">U+200B</span>';
    expect(lineHtml(line)).toBe(
      `<span class="text-code-keyword">key</span> <span class="text-code-value">7</span> ${stands}`,
    );
    expect(lineHtml(line, false)).toBe(`key 7 ${stands}`);
  });
});
