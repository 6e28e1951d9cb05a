import { memo } from "react";
import { wordLooks } from "./html.ts";
import { configWords } from "./words.ts";

/** The words of one line of a configuration; secrets that were taken out are hatched. */
export const ConfigLine = memo(function ConfigLine({ text }: { text: string }) {
  let at = 0;
  return configWords(text).map((word) => {
    at += word.text.length;
    if (word.kind === "plain") return word.text;
    return (
      <span key={at} className={wordLooks[word.kind]}>
        {word.text}
      </span>
    );
  });
});
