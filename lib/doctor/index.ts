export { examine, type Part } from "./examine.ts";
export { type Machine, thisMachine } from "./machine.ts";
export * from "./schema.ts";
