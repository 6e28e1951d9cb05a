import { memo } from "react";
import { cn } from "../ui/cn.ts";
import { type ConfigWord, configWords } from "./words.ts";

const looks: Record<Exclude<ConfigWord["kind"], "plain">, string> = {
  keyword: "text-code-keyword",
  value: "text-code-value",
  comment: "text-code-comment",
  redacted: cn(
    "rounded-sm border px-1.5 font-sans text-2xs whitespace-nowrap text-muted-foreground",
    "bg-[repeating-linear-gradient(135deg,var(--secondary)_0_3px,var(--muted)_3px_6px)]",
  ),
  hidden: "rounded-sm bg-warning-subtle px-1 text-2xs text-warning",
};

/** The words of one line of a configuration; secrets that were taken out are hatched. */
export const ConfigLine = memo(function ConfigLine({ text }: { text: string }) {
  let at = 0;
  return configWords(text).map((word) => {
    at += word.text.length;
    if (word.kind === "plain") return word.text;
    return (
      <span key={at} className={looks[word.kind]}>
        {word.text}
      </span>
    );
  });
});
