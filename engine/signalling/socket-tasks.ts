import type { SignalSocket } from './signal-socket.ts';

/** The number of frames that wait for their turn before the socket is read no further. */
const mostWaiting = 32;

/** The tasks of one socket, one after the other. A socket with many waiting tasks is not read, and so its client waits. */
export class SocketTasks {
  readonly #socket: SignalSocket;
  readonly #waiting: (() => Promise<void>)[] = [];
  #open = true;
  #working = false;
  #resting = false;

  constructor(socket: SignalSocket) {
    this.#socket = socket;
  }

  run(task: () => Promise<void>): void {
    this.#waiting.push(task);
    this.#readOrWait();
    if (!this.#working) void this.#work();
  }

  /** Whether the socket is not read, because a limit of its frames is used up. */
  get resting(): boolean {
    return this.#resting;
  }

  set resting(resting: boolean) {
    this.#resting = resting;
    if (this.#open) this.#readOrWait();
  }

  /** Drops the tasks that wait. */
  end(): void {
    this.#open = false;
    this.#waiting.length = 0;
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let task = this.#waiting.shift(); task && this.#open; task = this.#waiting.shift()) {
      await task();
      // A client that does not take its answers gets no further ones.
      await this.#socket.drained();
      this.#readOrWait();
    }
    this.#working = false;
  }

  #readOrWait(): void {
    if (this.#resting || this.#waiting.length >= mostWaiting) this.#socket.pause();
    else this.#socket.resume();
  }
}
