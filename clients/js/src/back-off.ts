const FIRST = 1_000;

const LONGEST = 30_000;

/**
 * Returns how many milliseconds to wait before the next attempt: a random time between the half and the whole of 1, 2,
 * 4 … up to 30 seconds. With `Retry-After`, that time and up to a quarter more, so that clients do not come back
 * together.
 *
 * @param failures how many attempts have failed before this one
 * @param retryAfter seconds that the server asked for
 * @param random at least 0, less than 1
 */
export function backOff(failures: number, retryAfter: number | undefined, random: number): number {
  return retryAfter === undefined
    ? Math.min(LONGEST, FIRST * 2 ** failures) * (0.5 + random / 2)
    : retryAfter * 1_000 * (1 + random / 4);
}
