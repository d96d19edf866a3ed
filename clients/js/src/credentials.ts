import { AuthCalls } from "./auth-calls.js";
import { backOff } from "./back-off.js";
import { endIn, signedOut } from "./ends.js";
import { RollcallError } from "./errors.js";
import { createLock, type Lock } from "./lock.js";
import type { Platform } from "./platform.js";
import { SignInState } from "./sign-in-state.js";
import { Tabs } from "./tabs.js";
import { type TokenResponse, type Tokens, tokensOf } from "./tokens.js";
import type { Ended, EndedSessions, Session, SignIn } from "./types.js";

const ATTEMPTS = 4;

/** Requests that wait for a refresh are not kept waiting longer than this for one attempt, in milliseconds. */
const LONGEST_WAIT = 30_000;

/**
 * The tokens of this tab. Whatever changes them happens one at a time in all tabs, under one lock: sign in, refresh, sign
 * out. Only an answer of Rollcall that says so ends the session; failures do not.
 */
export class Credentials {
  readonly state: SignInState;
  readonly #platform: Platform;
  readonly #calls: AuthCalls;
  readonly #lock: Lock;
  readonly #tabs: Tabs;
  #tokens: Tokens | undefined;
  #refreshing: Promise<Tokens> | undefined;
  #unavailable: { until: number; error: RollcallError } | undefined;

  constructor(platform: Platform, baseUrl: string, cookie: boolean, state: SignInState) {
    const name = `rollcall:${baseUrl}`;
    const shared = cookie ? platform : withoutTabs(platform);
    this.state = state;
    this.#platform = platform;
    this.#calls = new AuthCalls(platform, baseUrl, cookie);
    this.#lock = createLock(name, shared.tabs?.locks);
    this.#tabs = new Tabs(name, shared, {
      tokens: (tokens) => this.#adopt(tokens),
      ended: (ended) => this.#end(ended),
      share: () => this.#shared(),
    });
    if (!cookie) {
      state.signedOut();
    }
  }

  /** Returns the session; undefined if there is none. */
  async resume(): Promise<Session | undefined> {
    if (this.state.current.status === "unknown" && !this.#tabs.mayHaveSession()) {
      this.state.signedOut();
    }
    try {
      return (await this.valid()).session;
    } catch (failure) {
      if (failure instanceof RollcallError && failure.code === "SIGNED_OUT") {
        return undefined;
      }
      throw failure;
    }
  }

  /**
   * Returns tokens that should work now, after a refresh if need be.
   *
   * @param refused an access token that does not work although it should
   * @throws RollcallError `SIGNED_OUT` if there is no session, or a temporary one if a refresh is needed and failed
   */
  async valid(refused?: string): Promise<Tokens> {
    const usable = this.#usable(refused);
    if (usable) {
      return usable;
    }
    this.#refreshing ??= this.#refreshPatiently(refused).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async signIn(request: SignIn): Promise<Session> {
    return this.#lock.run(async () => {
      const replaced = this.#tokens;
      const response = await this.#calls.signIn(request);
      this.#unavailable = undefined;
      this.#adopt(response);
      this.#tabs.signedIn(response);
      if (replaced) {
        await this.#calls.signOutReplaced(replaced).catch(() => undefined);
      }
      return response.session;
    });
  }

  async signOut(): Promise<void> {
    await this.#leave((token) => this.#calls.signOut(token), "LOGGED_OUT");
  }

  async signOutEverywhere(): Promise<EndedSessions> {
    const ended = await this.#leave((token) => this.#calls.signOutEverywhere(token), "LOGGED_OUT_EVERYWHERE");
    return ended ?? { sessionIds: [] };
  }

  /** The server has said that the session ended. */
  end(ended: Ended): void {
    this.#end(ended);
    this.#tabs.ended(ended);
  }

  close(): void {
    this.#tabs.close();
  }

  /** @returns undefined if there was no session any more */
  async #leave<T>(call: (token: string) => Promise<T>, reason: "LOGGED_OUT" | "LOGGED_OUT_EVERYWHERE") {
    return this.#lock.run(async (waited) => {
      let refused: string | undefined;
      for (;;) {
        const tokens = await this.#current(waited, refused).catch(endedAlready);
        if (!tokens) {
          return undefined;
        }
        try {
          const result = await call(tokens.accessToken);
          this.end(signedOut(tokens.session.sessionId, reason));
          return result;
        } catch (failure) {
          if (!(failure instanceof RollcallError) || failure.status !== 401 || refused !== undefined) {
            throw failure;
          }
          refused = tokens.accessToken;
        }
      }
    });
  }

  /** Tries again while the server is unavailable, unless the tokens are good for a while: then they are used. */
  async #refreshPatiently(refused: string | undefined): Promise<Tokens> {
    for (let failures = 0; ; failures++) {
      const unavailable = this.#unavailable;
      if (unavailable && this.#platform.now() < unavailable.until) {
        throw unavailable.error;
      }
      try {
        return await this.#lock.run((waited) => this.#current(waited, refused));
      } catch (failure) {
        if (!(failure instanceof RollcallError && failure.temporary)) {
          throw failure;
        }
        const wait = backOff(failures, failure.details.retryAfter, this.#platform.random());
        const tokens = this.#postpone(wait, refused);
        if (tokens) {
          return tokens;
        }
        if (failures + 1 === ATTEMPTS || wait > LONGEST_WAIT) {
          this.#unavailable = { until: this.#platform.now() + wait, error: failure };
          throw failure;
        }
        await this.#platform.wait(wait);
      }
    }
  }

  /** Returns the tokens if they still work, with the next refresh later. */
  #postpone(wait: number, refused: string | undefined): Tokens | undefined {
    const tokens = this.#tokens;
    const now = this.#platform.now();
    if (!tokens || tokens.accessToken === refused || now >= tokens.expiresAt) {
      return undefined;
    }
    this.#tokens = { ...tokens, refreshAt: Math.min(now + wait, tokens.expiresAt) };
    return this.#tokens;
  }

  /** Returns the tokens if they need no refresh. */
  #usable(refused: string | undefined): Tokens | undefined {
    const tokens = this.#tokens;
    return tokens && tokens.accessToken !== refused && this.#platform.now() < tokens.refreshAt ? tokens : undefined;
  }

  /** Returns tokens that should work now. Runs under the lock. */
  async #current(waited: boolean, refused: string | undefined): Promise<Tokens> {
    if (waited && !this.#usable(refused) && this.state.current.status !== "signed-out") {
      await this.#tabs.ask();
    }
    const usable = this.#usable(refused);
    if (usable) {
      return usable;
    }
    const state = this.state.current;
    if (state.status === "signed-out") {
      throw signedOutError(state.ended);
    }
    return this.#refresh(this.#tokens);
  }

  async #refresh(tokens: Tokens | undefined): Promise<Tokens> {
    try {
      const response = await this.#calls.refresh(tokens?.refreshToken);
      return this.#refreshed(response);
    } catch (failure) {
      const ended = failure instanceof RollcallError ? endIn(failure, tokens?.session.sessionId) : undefined;
      if (!ended) {
        throw failure;
      }
      if (tokens || ended.reason !== "UNKNOWN") {
        this.end(ended);
      } else {
        this.#forget();
      }
      throw signedOutError(tokens || ended.reason !== "UNKNOWN" ? ended : undefined);
    }
  }

  #refreshed(response: TokenResponse): Tokens {
    this.#unavailable = undefined;
    if (this.state.hasEnded(response.session.sessionId)) {
      throw signedOutError(undefined);
    }
    const tokens = this.#adopt(response);
    this.#tabs.signedIn(response);
    return tokens;
  }

  #adopt(response: TokenResponse): Tokens {
    const tokens = tokensOf(response, this.#platform.now());
    if (!this.state.hasEnded(tokens.session.sessionId)) {
      const same = this.#tokens?.session.sessionId === tokens.session.sessionId;
      this.#tokens = tokens;
      if (!same || this.state.current.status !== "signed-in") {
        this.state.signedIn(tokens.session);
      }
    }
    return tokens;
  }

  #end(ended: Ended): void {
    const mine = this.#tokens?.session.sessionId;
    if (mine === undefined || ended.sessionId === undefined || ended.sessionId === mine) {
      this.#tokens = undefined;
    }
    this.state.ended(ended);
  }

  /** The browser has no cookie that anyone here knows of. */
  #forget(): void {
    this.#tabs.forget();
    this.state.signedOut();
  }

  #shared(): TokenResponse | undefined {
    const tokens = this.#tokens;
    const rest = tokens ? Math.floor((tokens.expiresAt - this.#platform.now()) / 1_000) : 0;
    return tokens && rest > 0
      ? { access_token: tokens.accessToken, token_type: "Bearer", expires_in: rest, session: tokens.session }
      : undefined;
  }
}

function withoutTabs({ tabs: _, ...platform }: Platform): Platform {
  return platform;
}

function endedAlready(failure: unknown): undefined {
  if (failure instanceof RollcallError && failure.code === "SIGNED_OUT") {
    return undefined;
  }
  throw failure;
}

function signedOutError(ended: Ended | undefined): RollcallError {
  return new RollcallError("SIGNED_OUT", ended?.detail ?? "You are not signed in.", 0, ended ? { ended } : {});
}
