import { Fragment } from "react";

/** A path, or a sentence with one in it, which a line may break after each of its slashes. */
export function PathText({ children }: { children: string }) {
  const parts = children.split("/");
  let at = 0;
  return parts.map((part, index) => {
    at += part.length + 1;
    return (
      <Fragment key={at}>
        {part}
        {index < parts.length - 1 ? "/" : null}
        {index < parts.length - 1 && part !== "" ? <wbr /> : null}
      </Fragment>
    );
  });
}
