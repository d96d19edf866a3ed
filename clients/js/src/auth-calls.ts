import { errorOf, RollcallError } from "./errors.js";
import type { Platform } from "./platform.js";
import { isTokenResponse, type TokenResponse, type Tokens } from "./tokens.js";
import type { EndedSessions, SignIn } from "./types.js";

/** Milliseconds after which a call without an answer has failed. */
const TIMEOUT = 20_000;

/** The calls under `/auth`, which start, refresh and end sessions. With a cookie, they are the only ones that send it. */
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
    const response =
      "token" in request
        ? await this.#post("/auth/bootstrap-session", { token: request.token, body: options })
        : await this.#post("/auth/login", {
            body: { userName: request.userName, password: request.password, ...options },
          });
    return tokens(response);
  }

  /** @param refreshToken undefined if it is in a cookie */
  async refresh(refreshToken: string | undefined): Promise<TokenResponse> {
    const body = refreshToken === undefined ? {} : { refresh_token: refreshToken };
    return tokens(await this.#post("/auth/refresh-token", { body }));
  }

  async signOut(token: string): Promise<void> {
    await this.#post("/auth/logout", { token });
  }

  async signOutEverywhere(token: string): Promise<EndedSessions> {
    return (await this.#post("/auth/logout-all", { token })).json() as Promise<EndedSessions>;
  }

  /** Ends a session that another one replaces. The cookie is the new one's, so it is not touched. */
  async signOutReplaced(tokens: Tokens): Promise<void> {
    await this.#post("/auth/logout", { token: tokens.accessToken, credentials: "omit" });
  }

  async #post(
    path: string,
    call: { body?: object; token?: string; credentials?: RequestCredentials },
  ): Promise<Response> {
    let response: Response;
    try {
      response = await this.#platform.fetch(this.#baseUrl + path, {
        method: "POST",
        credentials: call.credentials ?? (this.#cookie ? "include" : "omit"),
        cache: "no-store",
        redirect: "error",
        headers: {
          Accept: "application/json",
          ...(call.body ? { "Content-Type": "application/json" } : {}),
          ...(call.token === undefined ? {} : { Authorization: `Bearer ${call.token}` }),
        },
        ...(call.body ? { body: JSON.stringify(call.body) } : {}),
        signal: AbortSignal.timeout(TIMEOUT),
      });
    } catch (cause) {
      throw new RollcallError("UNREACHABLE", "Rollcall could not be reached.", 0, { cause });
    }
    if (!response.ok) {
      throw await errorOf(response);
    }
    return response;
  }
}

async function tokens(response: Response): Promise<TokenResponse> {
  const body: unknown = await response.json().catch(() => undefined);
  if (!isTokenResponse(body)) {
    throw new RollcallError("UNEXPECTED_ANSWER", "The answer has no tokens.", response.status);
  }
  return body;
}
