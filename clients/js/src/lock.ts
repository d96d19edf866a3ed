/** Longer than a call with its time limit takes, so that only a tab that the browser has stopped is overtaken. */
const LONGEST_WAIT = 60_000;

/** Runs pieces of work one at a time. */
export interface Lock {
  /** @param work is told whether it had to wait for other work */
  run<T>(work: (waited: boolean) => Promise<T>): Promise<T>;
}

/**
 * One piece of work at a time in all tabs (Web Locks), or in this tab where that API is missing. Without it, two tabs
 * may refresh at the same moment, and get the same refresh token: the server allows for that, for some seconds.
 */
export function createLock(name: string, locks: LockManager | undefined): Lock {
  return locks ? lockOfAllTabs(name, locks) : lockOfThisTab();
}

function lockOfAllTabs(name: string, locks: LockManager): Lock {
  return {
    async run<T>(work: (waited: boolean) => Promise<T>) {
      const atOnce = await locks.request(name, { ifAvailable: true }, async (lock) =>
        lock ? { result: await work(false) } : undefined,
      );
      return atOnce ? atOnce.result : after(name, locks, work);
    },
  };
}

async function after<T>(name: string, locks: LockManager, work: (waited: boolean) => Promise<T>): Promise<T> {
  let begun = false;
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(LONGEST_WAIT) }, () => {
      begun = true;
      return work(true);
    });
  } catch (failure) {
    if (begun) {
      throw failure;
    }
    return work(true);
  }
}

function lockOfThisTab(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    run<T>(work: (waited: boolean) => Promise<T>) {
      const waited = waiting++ > 0;
      const result = last.then(() => work(waited));
      last = result.then(
        () => waiting--,
        () => waiting--,
      );
      return result;
    },
  };
}
