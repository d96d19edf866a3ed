import type { Ended, Problem } from "./types.js";

/** Why a call failed: the code of the server's problem, or what the client found out by itself. */
export type ErrorCode =
  | Problem["code"]
  /** There is no session: sign in. */
  | "SIGNED_OUT"
  /** Another user has signed in, in another tab, since the call was made. Nothing was sent. */
  | "USER_CHANGED"
  /** The server could not be reached. */
  | "UNREACHABLE"
  /** The answer was not one of Rollcall's. */
  | "UNEXPECTED_ANSWER";

/** A call that failed. */
export class RollcallError extends Error {
  override readonly name = "RollcallError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** The HTTP status; 0 if there was no answer. */
    readonly status = 0,
    readonly details: {
      problem?: Problem;
      /** Why the session ended, with `SIGNED_OUT`. */
      ended?: Ended;
      /** Seconds after which the call may succeed (`Retry-After`, RFC 9110 section 10.2.3). */
      retryAfter?: number;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }

  /** Whether the same call may succeed later. The session has not ended. */
  get temporary(): boolean {
    return this.code === "UNREACHABLE" || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Returns the error of an answer that is not a success. Reads its body. */
export async function errorOf(response: Response): Promise<RollcallError> {
  const retryAfter = secondsOf(response.headers.get("Retry-After"));
  const details = retryAfter === undefined ? {} : { retryAfter };
  const problem = await problemOf(response);
  return problem
    ? new RollcallError(problem.code, `${problem.title}. ${problem.detail}`, response.status, { ...details, problem })
    : new RollcallError("UNEXPECTED_ANSWER", `Unexpected answer: status ${response.status}`, response.status, details);
}

/** Returns the problem in the body, which is read; undefined if there is none. */
export async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    return undefined;
  }
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === "object" && body !== null && typeof (body as Problem).code === "string"
    ? (body as Problem)
    : undefined;
}

function secondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) : undefined;
}
