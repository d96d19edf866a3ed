import { errorOf, RollcallError } from "./errors.js";
import type { Platform } from "./platform.js";
import { isTokenResponse, type TokenResponse, type Tokens } from "./tokens.js";
import type { EndedSessions, SignIn } from "./types.js";

/** Milliseconds after which a call without an answer has failed. */
const TIMEOUT = 20_000;

/**
 * Shorter for a refresh: if its answer is lost, the next attempt comes with the same token. The server takes that for
 * the same refresh only for some seconds (`rollcall.tokens.refresh-token-grace`), and then for theft.
 */
const REFRESH_TIMEOUT = 6_000;

interface Call {
  body?: object;
  token?: string;
  credentials?: RequestCredentials;
  timeout?: number;
}

/**
 * The calls under `/auth`, which start, refresh and end sessions. With a cookie, they are the only ones that send it.
 */
export class AuthCalls {
  readonly #platform: Platform;
  readonly #baseUrl: string;
  readonly #cookie: boolean;

  /** @param cookie whether the refresh token is in a cookie */
  constructor(platform: Platform, baseUrl: string, cookie: boolean) {
    this.#platform = platform;
    this.#baseUrl = baseUrl;
    this.#cookie = cookie;
  }

  async signIn(request: SignIn): Promise<TokenResponse> {
    const { deviceLabel } = request;
    const options = { ...(deviceLabel === undefined ? {} : { deviceLabel }), refreshTokenCookie: this.#cookie };
    return "token" in request
      ? this.#post("/auth/bootstrap-session", { token: request.token, body: options }, tokens)
      : this.#post(
          "/auth/login",
          { body: { userName: request.userName, password: request.password, ...options } },
          tokens,
        );
  }

  /** @param refreshToken undefined if it is in a cookie */
  async refresh(refreshToken: string | undefined): Promise<TokenResponse> {
    const body = refreshToken === undefined ? {} : { refresh_token: refreshToken };
    return this.#post("/auth/refresh-token", { body, timeout: REFRESH_TIMEOUT }, tokens);
  }

  async signOut(token: string): Promise<void> {
    await this.#post("/auth/logout", { token }, nothing);
  }

  async signOutEverywhere(token: string): Promise<EndedSessions> {
    return this.#post("/auth/logout-all", { token }, (response) => response.json() as Promise<EndedSessions>);
  }

  /** Ends a session that another one replaces. The cookie is the new one's, so it is not touched. */
  async signOutReplaced(tokens: Tokens): Promise<void> {
    await this.#post("/auth/logout", { token: tokens.accessToken, credentials: "omit" }, nothing);
  }

  async #post<T>(path: string, call: Call, read: (response: Response) => Promise<T>): Promise<T> {
    const timeout = new AbortController();
    const answered = new AbortController();
    this.#platform.wait(call.timeout ?? TIMEOUT, answered.signal).then(
      () => timeout.abort(new DOMException("No answer in time", "TimeoutError")),
      () => undefined,
    );
    try {
      const response = await this.#platform.fetch(this.#baseUrl + path, this.#init(call, timeout.signal));
      if (!response.ok) {
        throw await errorOf(response);
      }
      return await read(response);
    } catch (cause) {
      throw cause instanceof RollcallError
        ? cause
        : new RollcallError("UNREACHABLE", "Rollcall could not be reached.", 0, { cause });
    } finally {
      answered.abort();
    }
  }

  /** With `keepalive`, the browser takes the new cookie even if the page is left in the meantime. */
  #init(call: Call, signal: AbortSignal): RequestInit {
    return {
      method: "POST",
      credentials: call.credentials ?? (this.#cookie ? "include" : "omit"),
      keepalive: true,
      cache: "no-store",
      redirect: "error",
      headers: {
        Accept: "application/json",
        ...(call.body ? { "Content-Type": "application/json" } : {}),
        ...(call.token === undefined ? {} : { Authorization: `Bearer ${call.token}` }),
      },
      ...(call.body ? { body: JSON.stringify(call.body) } : {}),
      signal,
    };
  }
}

async function nothing(): Promise<void> {}

async function tokens(response: Response): Promise<TokenResponse> {
  const text = await response.text();
  const body: unknown = parsed(text);
  if (!isTokenResponse(body)) {
    throw new RollcallError("UNEXPECTED_ANSWER", "The answer has no tokens.", response.status);
  }
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
