/** Microseconds of CPU time, user and system, that a process and all that live below it have used. */
export async function cpuUs(root: number): Promise<number> {
  const processes = await allProcesses();
  let ticks = 0;
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    ticks += processes.get(pid)?.ticks ?? 0;
    for (const [child, { parent }] of processes) if (parent === pid) waiting.push(child);
  }
  return ticks * US_PER_TICK;
}

/** Linux counts in hundredths of a second, on every architecture that Deno runs on. */
const US_PER_TICK = 10_000;

type Process = { readonly parent: number; readonly ticks: number };

async function allProcesses(): Promise<Map<number, Process>> {
  const processes = new Map<number, Process>();
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await Deno.readTextFile(`/proc/${name}/stat`).catch(() => null);
    if (stat === null) continue;
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    processes.set(Number(name), {
      parent: Number(fields[1]),
      ticks: Number(fields[11]) + Number(fields[12]),
    });
  }
  return processes;
}
