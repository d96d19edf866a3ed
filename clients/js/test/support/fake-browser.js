/** A browser without a network: tabs that share locks, storage and messages, and a clock that only a test moves. */
export class FakeBrowser {
  #time = 0;
  #timers = [];
  #locks = new Map();
  #channels = new Set();
  stored = new Map();

  /** @param {(request: Request) => Promise<Response>} server answers the requests of all tabs */
  constructor(server) {
    this.server = server;
  }

  tab({ locks = true } = {}) {
    return {
      ...this.program(),
      tabs: {
        locks: locks ? { request: (...parameters) => this.#lock(...parameters) } : undefined,
        storage: {
          getItem: (name) => this.stored.get(name) ?? null,
          setItem: (name, value) => this.stored.set(name, value),
          removeItem: (name) => this.stored.delete(name),
        },
        openChannel: (name) => this.openChannel(name),
      },
    };
  }

  /** A program that is not a browser. */
  program() {
    return {
      fetch: (input, init) => this.server(new Request(input, init)),
      now: () => this.#time,
      random: () => 0,
      wait: (milliseconds, signal) => this.#wait(milliseconds, signal),
    };
  }

  /** Moves the clock, and ends the waits that are due. */
  async advance(milliseconds) {
    this.#time += milliseconds;
    const due = this.#timers.filter((timer) => timer.at <= this.#time);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#time);
    due.forEach((timer) => timer.resolve());
    await settled();
  }

  /** How long each of the present waits takes, in milliseconds. */
  get waits() {
    return this.#timers.map((timer) => timer.at - this.#time);
  }

  openChannel(name) {
    const listeners = [];
    const channel = {
      name,
      addEventListener: (_, listener) => listeners.push(listener),
      postMessage: (data) => {
        const copy = structuredClone(data);
        for (const other of this.#channels) {
          if (other !== channel && other.name === name) {
            setImmediate(() => other.deliver(copy));
          }
        }
      },
      deliver: (data) => listeners.forEach((listener) => listener({ data })),
      close: () => this.#channels.delete(channel),
    };
    this.#channels.add(channel);
    return channel;
  }

  #wait(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const timer = { at: this.#time + milliseconds, resolve };
      this.#timers.push(timer);
      signal?.addEventListener("abort", () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
        reject(signal.reason);
      });
    });
  }

  async #lock(name, options, work) {
    const lock = this.#locks.get(name) ?? { held: false, queue: [] };
    this.#locks.set(name, lock);
    if (lock.held) {
      if (options.ifAvailable) {
        return work(null);
      }
      await new Promise((resolve, reject) => {
        lock.queue.push(resolve);
        options.signal?.addEventListener("abort", () => {
          lock.queue = lock.queue.filter((other) => other !== resolve);
          reject(options.signal.reason);
        });
      });
    }
    lock.held = true;
    try {
      return await work({});
    } finally {
      lock.held = false;
      lock.queue.shift()?.();
    }
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled() {
  for (let turn = 0; turn < 10; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
