import type { Tree } from "./tree.ts";

/** One place that breaks a rule, and what to write instead. */
export interface Finding {
  /** Relative to the repository; a folder or file that is missing is named as well. */
  path: string;
  /** From 1. */
  line: number;
  message: string;
}

/** One rule of the house: reads the tree and names every place that breaks it. */
export interface Rule {
  name: string;
  find(tree: Tree): Finding[] | Promise<Finding[]>;
}

/** As editors and terminals make it clickable. */
export function asLine({ path, line, message }: Finding): string {
  return `${path}:${line} ${message}`;
}
