import type { Rule } from "../finding.ts";

/** Words of the domain that have a folder in the console. */
const domains = new Set([
  "activity",
  "alarms",
  "archives",
  "configs",
  "credentials",
  "destinations",
  "devices",
  "plans",
  "runs",
  "search",
  "settings",
  "storage",
]);
/** What a `.ts` file under `app` may be; everything else is a component, or belongs in a room. */
const modules = new Set([
  "action",
  "actions",
  "draft",
  "guard",
  "list-state",
  "reads",
  "words",
  "manifest",
  "next-auth",
  "range",
  "route",
  "schema",
  "web-process",
]);

/** `app` composes: its folders are words of the domain, its modules come from a closed list. */
export const pages: Rule = {
  name: "app: folders are words of the domain, modules from a closed list",
  find: (tree) =>
    tree.code
      .filter(({ path, isTest }) => path.startsWith("app/") && !isTest)
      .flatMap(({ path }) => {
        const message = refusal(path);
        return message ? [{ path, line: 1, message }] : [];
      }),
};

function refusal(path: string): string | null {
  const [, group, domain, below] = path.split("/");
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (group === "(console)" && below !== undefined && domain && !domains.has(domain)) {
    return `${domain} is no word of the domain; the list is in tools/rules/pages.ts`;
  }
  if (name.endsWith(".tsx")) return null;
  if (/^use-[a-z-]+\.ts$/.test(name)) return null; // a hook belongs to the component beside it
  if (modules.has(name.replace(/\.(?:ts|mjs|js)$/, ""))) return null;
  return `a module of app is one of ${[...modules].join(", ")}; logic belongs in a room of lib`;
}
