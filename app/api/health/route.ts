import { isWorkerAlive } from "#lib/runs";
import { readSetting } from "#lib/settings";
import { webProcess } from "../../web-process.ts";
import { open } from "../guard.ts";

/** For monitors: 200 while work is being done, 503 when it is not. Open to everybody, says no more. */
export const GET = open(async () => {
  const { db, clock } = webProcess();
  const works = (await isWorkerAlive({ db, clock })) || (await readSetting(db, "anotherClock"));
  return Response.json({ status: works ? "ok" : "worker-silent" }, { status: works ? 200 : 503 });
});
