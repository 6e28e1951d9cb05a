import packageFile from "../../package.json" with { type: "json" };

/** The version of Holdfast that is running. */
export const productVersion: string = packageFile.version;
