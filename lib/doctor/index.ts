export { type BundleFile, type BundleMeans, bundleFiles, packBundle } from "./bundle/bundle.ts";
export { examine, type Part } from "./examine.ts";
export { type Machine, thisMachine } from "./machine.ts";
export * from "./schema.ts";
