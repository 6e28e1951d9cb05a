import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of the kernel a second, in `/proc/PID/stat`; Linux has used 100 for decades. */
const ticks = 100;
const pageBytes = 4_096;
/** Memory is looked at this often. */
const lookMs = 100;

/** What a process and its children have used. */
export interface Used {
  cpuSeconds: number;
  /** The most they held at once, in MB. */
  peakMb: number;
}

/** Follows a process and its children (Linux): CPU from now on, and the peak of their memory. */
export function followTree(pid: number): { end(): Used } {
  const before = cpuTicks(pid);
  let peak = 0;
  let last = before;
  const look = () => {
    peak = Math.max(peak, residentBytes(pid));
    last = Math.max(last, cpuTicks(pid)); // nothing can be read any more once it has ended
  };
  look();
  const timer = setInterval(look, lookMs);
  return {
    end() {
      clearInterval(timer);
      look();
      return { cpuSeconds: (last - before) / ticks, peakMb: Math.round(peak / 1e6) };
    },
  };
}

/** Fields of `/proc/PID/stat` behind the name, which may hold spaces; `null`: it is gone. */
function statOf(pid: number | string): number[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
  } catch {
    return null;
  }
}

/** Of the process, its children that have ended, and those that have not. */
function cpuTicks(pid: number): number {
  return treeOf(pid).reduce((sum, each) => {
    const stat = statOf(each);
    return sum + (stat?.slice(11, 15).reduce((all, part) => all + part, 0) ?? 0);
  }, 0);
}

function residentBytes(pid: number): number {
  return treeOf(pid).reduce((sum, each) => sum + (statOf(each)?.[21] ?? 0) * pageBytes, 0);
}

function treeOf(root: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: statOf(name)?.[1] }));
  const tree = [root];
  for (const each of tree) {
    for (const { pid, parent } of parents) if (parent === each) tree.push(pid);
  }
  return tree;
}
