import path from "node:path";
import { type Folders, foldersOf } from "#lib/settings";
import { prepare } from "../worker/prepare.ts";
import { temporaryFolder } from "./installation.ts";

/** An installation as `npm start` leaves it before web and worker begin, for processes to work on. */
export async function preparedInstallation(): Promise<Folders> {
  const data = path.join(await temporaryFolder(), "data");
  await prepare({ HOLDFAST_DATA: data });
  return foldersOf({ HOLDFAST_DATA: data });
}
