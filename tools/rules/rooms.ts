import type { Finding, Rule } from "../finding.ts";
import { boundPackages, folderRooms, ground, libRooms, type Room } from "../import-table.ts";
import { type Import, readImports } from "../imports.ts";
import type { SourceFile } from "../tree.ts";

/** Imports follow the table, on resolved paths. */
export const rooms: Rule = {
  name: "imports: rooms and doors",
  find(tree) {
    if (tree.code.length === 0) {
      return [{ path: ".", line: 1, message: "no module was read, so nothing was checked" }];
    }
    const imports = readImports(tree);
    return tree.code.flatMap((file) =>
      (imports.get(file.path) ?? []).flatMap((each) => {
        const message = refusal(file, each);
        return message ? [{ path: file.path, line: each.line, message }] : [];
      }),
    );
  },
};

/** Every folder with code has its line in the table. */
export const knownRooms: Rule = {
  name: "imports: every folder stands in the table",
  find(tree) {
    const seen = new Map<string, Finding>();
    for (const { path } of tree.code) {
      const place = placeOf(path);
      if (roomOf(place) || seen.has(place)) continue;
      const message = `${place} has no line in tools/import-table.ts; say there what it may import`;
      seen.set(place, { path, line: 1, message });
    }
    return [...seen.values()];
  },
};

/** Why an import is refused; `null` when it is allowed. */
function refusal(file: SourceFile, { specifier, to, typeOnly }: Import): string | null {
  const from = placeOf(file.path);
  const room = roomOf(from);
  if (!room || to.kind === "builtin") return null;
  if (to.kind === "package") return refusedPackage(file, from, to.name);
  if (to.kind === "missing") {
    if (specifier.startsWith("#lib/") && specifier.split("/").length > 2) {
      return `${specifier} is behind a door; import #lib/${specifier.split("/")[1]} instead`;
    }
    return `${specifier} does not lead to a file; write the whole path with its ending`;
  }
  const target = placeOf(to.path);
  if (target === from || to.path === "package.json") return null; // its version is nobody's own
  if (!target.startsWith("lib/")) return refusedFolder(file, { from, room, target });
  if (!specifier.startsWith("#lib/")) {
    return `${specifier} reaches into another room; import its door, #${target}`;
  }
  const inTable = mayEnter(from, target.slice("lib/".length), room);
  if (room.doors === "schema" && !specifier.endsWith("/schema") && !typeOnly) {
    return `${from} may not import ${specifier}: ${room.instead} (${specifier}/schema and types are fine)`;
  }
  return inTable ? null : `${from} may not import ${specifier}: ${room.instead}`;
}

function refusedFolder(
  file: SourceFile,
  { from, room, target }: { from: string; room: Room; target: string },
): string | null {
  if (file.isTest && target === "test") return null;
  if (room.folders.includes(target)) return null;
  return `${from} may not import ${target}: ${room.instead}`;
}

function refusedPackage(file: SourceFile, from: string, name: string): string | null {
  const bound = boundPackages.find((each) => each.package.test(name));
  if (!bound || file.isTest || bound.only.includes(from)) return null;
  return `${from} may not import ${name}: ${bound.why}`;
}

function mayEnter(from: string, door: string, room: Room): boolean {
  const depth = ground.indexOf(door as (typeof ground)[number]);
  const own = ground.indexOf(from.slice("lib/".length) as (typeof ground)[number]);
  if (from.startsWith("lib/") && own >= 0) return depth >= 0 && depth < own;
  if (depth >= 0 || typeof room.doors === "string") return true;
  return room.doors.includes(door);
}

/** `lib/plans`, `app`, or `(root)` for a file at the top. */
export function placeOf(path: string): string {
  const [first = "", second] = path.split("/");
  if (second === undefined) return "(root)";
  return first === "lib" ? `lib/${second}` : first;
}

function roomOf(place: string): Room | undefined {
  if (!place.startsWith("lib/")) return folderRooms[place];
  const name = place.slice("lib/".length);
  if ((ground as readonly string[]).includes(name)) {
    const before = ground.slice(0, ground.indexOf(name as (typeof ground)[number]));
    const instead = `of the ground it may import only what is before it (${before.join(", ") || "nothing"})`;
    return { doors: [], folders: [], instead };
  }
  return libRooms[name];
}
