import { formatCount, plural } from "#components/format";
import { Alert } from "#components/ui/alert";
import { visibleName, type WindowsNames, type WindowsReason, windowsReasons } from "#lib/entries";

/** Why Windows cannot hold a name, behind "not for Windows". */
export const windowsWords: Record<WindowsReason, string> = {
  character: "it has a character that names there cannot have",
  reserved: "the name stands for a device there",
  ending: "it ends in a dot or a space",
  case: "another name here differs in upper and lower case alone",
  long: "its path is longer than 260 characters",
};

/** As many are named. */
const namedMax = 3;

/** Which names of the archive stay behind when it is extracted on Windows. */
export function WindowsNote({ names }: { names: WindowsNames | null }) {
  if (!names || names.count === 0) return null;
  const { count, reasons, examples } = names;
  const why = windowsReasons.flatMap((reason) =>
    reasons[reason] ? [`${formatCount(reasons[reason])} ${countedWords[reason]}`] : [],
  );
  const named = examples.slice(0, namedMax).map(({ path }) => path);
  return (
    <Alert title={`${plural(count, "name")} cannot be extracted on Windows`}>
      <p>{why.join(", ")}. On every other system the ZIP extracts whole.</p>
      <p className="mt-1">
        {count > named.length ? "The first of them" : count === 1 ? "It is" : "They are"}:{" "}
        {named.map((path, index) => (
          <span key={path}>
            {index > 0 ? ", " : ""}
            <span className="font-mono text-xs wrap-anywhere">{visibleName(path)}</span>
          </span>
        ))}
      </p>
    </Alert>
  );
}

const countedWords: Record<WindowsReason, string> = {
  character: "with a character that names there cannot have",
  reserved: "that stands for a device there",
  ending: "that ends in a dot or a space",
  case: "that differs from another in upper and lower case alone",
  long: "with a path longer than 260 characters",
};
