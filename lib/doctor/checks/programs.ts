import { readFile, stat } from "node:fs/promises";
import { formatCount } from "#lib/failures";
import { runBeside } from "../beside.ts";
import { bad, good, unknown, warning } from "../finding.ts";
import type { Machine } from "../machine.ts";
import type { Finding } from "../schema.ts";

/** What Holdfast is made for and tested with. */
const nodeMajor = 24;
const loadMsMax = 10_000;
/** Two hundred devices at once, their connections, packs and the database. */
const openFilesLow = 4_096;
const openFilesBad = 512;

/** What Holdfast runs on. */
export async function checkPrograms(machine: Machine): Promise<Finding[]> {
  return [nodeFinding(machine), await bindingFinding(machine), await openFiles(machine)];
}

function nodeFinding({ nodeVersion }: Machine): Finding {
  const named = { id: "node.version", title: "Node" };
  const major = Number(nodeVersion.split(".")[0]);
  if (major === nodeMajor) return good(named, `Version ${nodeVersion}.`);
  const remedy = `Start Holdfast with npm start, which brings Node ${nodeMajor} along.`;
  if (major < nodeMajor) {
    const sentence = `Version ${nodeVersion} is older than the ${nodeMajor} that Holdfast needs.`;
    return bad(named, { sentence, remedy, command: "npm start" });
  }
  const sentence = `Version ${nodeVersion}; Holdfast is tested with ${nodeMajor}.`;
  return warning(named, { sentence, remedy, command: "npm start" });
}

/** Loaded in a process of its own: a binding for another machine takes its process along. */
async function bindingFinding({ sshBinding }: Machine): Promise<Finding> {
  const named = { id: "ssh.binding", title: "SSH" };
  const mend = /\s/.test(sshBinding)
    ? { remedy: "A path with spaces keeps it from being built: move Holdfast to one without." }
    : {
        remedy: "Install make, g++ and Python, then build it; Holdfast works without it.",
        command: "npm rebuild ssh2",
      };
  const slower = "Devices are read all the same, and ciphers cost more of the processor.";
  if (!(await stat(sshBinding).catch(() => null))) {
    const sentence = `The compiled part of ssh2 was not built. ${slower}`;
    return warning(named, { sentence, ...mend });
  }
  try {
    const code = "require(process.argv[1]); console.log('loaded')";
    const loaded = await runBeside(code, { args: [sshBinding], msMax: loadMsMax });
    if (loaded.ended) return good(named, "Its compiled part is there.");
    return unknown(named, `the compiled part of ssh2 did not load within ${loadMsMax / 1_000} s.`);
  } catch {
    const sentence = `The compiled part of ssh2 does not fit this machine. ${slower}`;
    return warning(named, { sentence, ...mend });
  }
}

async function openFiles({ limitsFile }: Machine): Promise<Finding> {
  const named = { id: "process.files", title: "Open files" };
  const text = await readFile(limitsFile, "utf8").catch(() => "");
  const found = /^Max open files\s+(\d+|unlimited)/m.exec(text)?.[1];
  if (!found) return unknown(named, "this platform does not say how many files may be open.");
  if (found === "unlimited") return good(named, "As many as it takes.");
  const limit = Number(found);
  const words = `${formatCount(limit)} may be open at once`;
  if (limit >= openFilesLow) return good(named, `${words}.`);
  const remedy = "Allow more to the user that runs Holdfast (LimitNOFILE= in a systemd unit).";
  const command = `ulimit -n ${openFilesLow}`;
  if (limit < openFilesBad) {
    const sentence = `Only ${words}: runs over many devices end with EMFILE.`;
    return bad(named, { sentence, remedy, command });
  }
  return warning(named, { sentence: `Only ${words}.`, remedy, command });
}
