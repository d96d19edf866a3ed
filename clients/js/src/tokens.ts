import type { components } from "./openapi.js";
import type { Session } from "./types.js";

export type TokenResponse = components["schemas"]["TokenResponse"];

/** The tokens of a session, with times of the platform's monotonic clock in milliseconds. */
export interface Tokens {
  readonly accessToken: string;
  /** Undefined if the browser keeps it in a cookie. */
  readonly refreshToken: string | undefined;
  readonly session: Session;
  readonly receivedAt: number;
  /** From then on, it is refreshed before it is used. */
  readonly refreshAt: number;
  readonly expiresAt: number;
}

const LARGEST_MARGIN = 30_000;

/** Counts from when the answer arrived: the clocks of server and browser need not agree. */
export function tokensOf(response: TokenResponse, now: number): Tokens {
  const lifetime = response.expires_in * 1_000;
  return {
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? undefined,
    session: response.session,
    receivedAt: now,
    refreshAt: now + lifetime - Math.min(LARGEST_MARGIN, lifetime / 10),
    expiresAt: now + lifetime,
  };
}

/** Checks what came from another tab or through a proxy. */
export function isTokenResponse(value: unknown): value is TokenResponse {
  const response = value as Partial<TokenResponse> | null | undefined;
  return (
    typeof response === "object" &&
    response !== null &&
    typeof response.access_token === "string" &&
    typeof response.expires_in === "number" &&
    response.expires_in > 0 &&
    typeof response.session?.sessionId === "string" &&
    typeof response.session.userId === "string"
  );
}
