import type { components } from "./openapi.js";

type Schemas = components["schemas"];

/** A live session, as `GET /users/{userId}/sessions` shows it. Times are RFC 3339 in UTC. */
export type Session = Schemas["SessionView"];

/** One page of sessions, newest first. `next` is the cursor of the following page. */
export type SessionPage = Schemas["SessionPage"];

/** The rules for a user's sessions that are in force. Lengths of time are ISO 8601, such as `PT12H`. */
export type Settings = Schemas["SettingsView"];

/** New rules. They replace the user's own rules as a whole. */
export type SettingsChange = Schemas["SettingsRequest"];

/** An error of the server (RFC 9457). */
export type Problem = Schemas["Problem"];

export type ProblemCode = Problem["code"];

/** Which sessions were ended by a call. */
export type EndedSessions = Schemas["EndedResponse"];

/** Why a session ended. `UNKNOWN`: the server does not know, or the browser has lost its cookie. */
export type EndReason = NonNullable<Problem["reason"]> | "UNKNOWN";

/** The end of a session. */
export interface Ended {
  reason: EndReason;
  /** A sentence for the user, in English. */
  detail: string;
  sessionId?: string;
  /** RFC 3339 in UTC. */
  endedAt?: string;
  /** Who ended it. */
  initiator?: string;
}

/** Whether this browser or program is signed in. All tabs of an origin have the same state. */
export type State =
  /** Nobody has asked yet; `resume` finds out. */
  | { status: "unknown" }
  | { status: "signed-in"; session: Session }
  /** `ended` says why, if there was a session. */
  | { status: "signed-out"; ended?: Ended };

/** What a user signs in with: user name and password, or the access token of an identity provider. */
export type SignIn = ({ userName: string; password: string } | { token: string }) & {
  /** Name of this device in lists of sessions, at most 120 characters. Default: derived from the user agent. */
  deviceLabel?: string;
};
