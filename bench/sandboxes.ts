/** The processes of one sandbox: Deno and what is wrapped around it. */
export type Group = readonly number[];

/** All sandboxes whose sockets lie in this data folder. */
export async function sandboxesBelow(dataDir: string): Promise<Group[]> {
  const groups = new Map<string, number[]>();
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const words = (await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "")).split("\0");
    const socket = words.findLast((word) => word.startsWith("--allow-net=unix:"));
    if (socket?.includes(dataDir)) groups.set(socket, [...groups.get(socket) ?? [], Number(name)]);
  }
  return [...groups.values()];
}

/** Proportional set size: private memory, and a fair share of what is shared with other processes. */
export async function pssBytes(group: Group): Promise<number> {
  const texts = await Promise.all(group.map((pid) => Deno.readTextFile(`/proc/${pid}/smaps_rollup`)));
  return texts.reduce((sum, text) => sum + Number(/^Pss:\s+(\d+) kB/m.exec(text)![1]) * 1024, 0);
}
