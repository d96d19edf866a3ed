/** What the client needs of the browser or of Node. Tests replace it. */
export interface Platform {
  fetch: typeof fetch;
  /** Milliseconds on a clock that nobody sets. */
  now(): number;
  /** At least 0, less than 1. */
  random(): number;
  /** Resolves after some milliseconds; rejects with the signal's reason when that aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** What tabs of one origin share; undefined outside browsers. */
  tabs?: {
    /** Undefined on pages without TLS, and in old browsers. */
    locks: LockManager | undefined;
    storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined;
    openChannel(name: string): BroadcastChannel | undefined;
  };
}

export function currentPlatform(): Platform {
  const platform: Platform = {
    fetch: (input, init) => globalThis.fetch(input, init),
    now: () => performance.now(),
    random: () => Math.random(),
    wait,
  };
  if (typeof document === "undefined") {
    return platform;
  }
  return {
    ...platform,
    tabs: {
      locks: navigator.locks,
      storage: storageOrNone(),
      openChannel: (name) => (typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(name)),
    },
  };
}

/** Returns a platform on which nothing is shared with other tabs. */
export function withoutTabs({ tabs: _, ...platform }: Platform): Platform {
  return platform;
}

/** Browsers that block cookies throw on access. */
function storageOrNone(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}
