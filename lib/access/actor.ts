import { userInfo } from "node:os";
import type { Actor } from "#lib/context";

/** The signed-in person; called with a session that was just looked up. */
export function userActor(user: { id: string; name: string; address: string | null }): Actor {
  return mint({
    kind: "user",
    id: user.id,
    name: user.name,
    role: "administrator",
    address: user.address,
  });
}

/** Whoever may run the command on this machine: reading the data folder is the proof. */
export function cliActor(): Actor {
  const name = userInfo().username;
  return mint({
    kind: "cli",
    id: "cli",
    name: `${name} (command line)`,
    role: "administrator",
    address: null,
  });
}

/** The worker, acting for plans that are due. */
export function workerActor(): Actor {
  return mint({
    kind: "worker",
    id: "worker",
    name: "Worker",
    role: "administrator",
    address: null,
  });
}

/** The installation itself: first start, migrations, setup before there is a user. */
export function systemActor(): Actor {
  return mint({
    kind: "system",
    id: "system",
    name: "Holdfast",
    role: "administrator",
    address: null,
  });
}

/** Somebody who is not signed in, at the sign-in or setup page. */
export function visitorActor(address: string | null): Actor {
  return mint({ kind: "visitor", id: "visitor", name: "Visitor", role: "administrator", address });
}

/** The one place where an actor is made. */
function mint(actor: Pick<Actor, "kind" | "id" | "name" | "role" | "address">): Actor {
  return actor as Actor;
}
