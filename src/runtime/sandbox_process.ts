import { type CommandPlace, sandboxCommand, type Walls } from "./command.ts";
import { type Death, reasonOfExit } from "./death.ts";
import { markProcess } from "./process_mark.ts";
import { innermost } from "./process_usage.ts";
import { StderrTail } from "./stderr_tail.ts";
import type { DeathReason, SandboxHost } from "./types.ts";

/** The operating system's side of a sandbox: one child process, its last words, and its end. */
export class SandboxProcess {
  #child: Deno.ChildProcess;
  #chosenReason: DeathReason | undefined;
  #note = "";
  /** Settles when the process is gone and its mark removed. Never rejects. */
  readonly dead: Promise<Death>;

  constructor(host: SandboxHost, slot: number, name: string, place: CommandPlace, walls: Walls) {
    this.#child = sandboxCommand(host, slot, place, walls).spawn();
    this.dead = this.#follow(host.runDir, name);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** The pid of Deno itself, inside of what is wrapped around it; known once it has connected. */
  get denoPid(): number {
    return innermost(this.#child.pid);
  }

  /**
   * Ends the process. SIGKILL, because a handler can trap every other signal. Without a `reason` the exit status tells
   * why it died; `note` is added to its last words.
   */
  kill(reason?: DeathReason, note = ""): void {
    this.#chosenReason ??= reason;
    this.#note ||= note;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It is gone already.
    }
  }

  async #follow(runDir: string, name: string): Promise<Death> {
    const stderr = new StderrTail(
      this.#child.stderr,
      (bytes) => this.kill("output_limit", `it wrote more than ${bytes} bytes to stderr`),
    );
    const unmark = await this.#mark(runDir, name);
    await this.#child.status;
    await stderr.ended;
    await unmark();
    const stderrTail = [stderr.text(), this.#note].filter((text) => text !== "").join("\n");
    return { reason: this.#chosenReason ?? reasonOfExit(stderrTail), stderrTail };
  }

  /** A process that we could not find again after a crash of ours must not go on. */
  async #mark(runDir: string, name: string): Promise<() => Promise<void>> {
    try {
      return await markProcess(runDir, name, this.#child.pid);
    } catch (error) {
      this.kill("boot_failed", `its process file could not be written: ${error}`);
      return () => Promise.resolve();
    }
  }
}
