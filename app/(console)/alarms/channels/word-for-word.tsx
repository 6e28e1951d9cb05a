/** A text as it came or will go; it may scroll, and by the keyboard. */
export function WordForWord({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a region that scrolls has to take the focus
    <pre
      role="region"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-md border bg-code px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere text-foreground"
    >
      {text}
    </pre>
  );
}
