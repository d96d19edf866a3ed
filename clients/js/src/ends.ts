import type { RollcallError } from "./errors.js";
import type { Ended, Problem } from "./types.js";

/**
 * Returns how the session ended, if this answer to a refresh means that; otherwise it is still there.
 *
 * @param sessionId the session of this tab. The cookie may name another one, if the tab has missed a login in another
 *     tab: without it, there is no way to continue.
 */
export function endIn(error: RollcallError, sessionId: string | undefined): Ended | undefined {
  const problem = error.details.problem;
  if (problem?.code === "SESSION_ENDED") {
    return { ...endOf(problem, sessionId), ...of(sessionId) };
  }
  const unknown =
    problem?.code === "INVALID_TOKEN" ||
    problem?.code === "ACCOUNT_DISABLED" ||
    (problem?.code === "INVALID_REQUEST" && problem.field === "refresh_token");
  return unknown ? { ...of(sessionId), reason: "UNKNOWN", detail: "You are signed out." } : undefined;
}

export function signedOut(sessionId: string, reason: "LOGGED_OUT" | "LOGGED_OUT_EVERYWHERE"): Ended {
  return { sessionId, reason, detail: "You signed out.", initiator: "user" };
}

/** Reads the problem `SESSION_ENDED`, or the event `session-ended`, which has the same members. */
export function endOf(problem: Partial<Problem>, sessionId: string | undefined): Ended {
  return {
    ...of(problem.sessionId ?? sessionId),
    reason: problem.reason ?? "UNKNOWN",
    detail: problem.detail ?? "You are signed out.",
    ...(problem.endedAt ? { endedAt: problem.endedAt } : {}),
    ...(problem.initiator ? { initiator: problem.initiator } : {}),
  };
}

function of(sessionId: string | undefined): { sessionId?: string } {
  return sessionId === undefined ? {} : { sessionId };
}
