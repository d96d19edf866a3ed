import { Attempts } from "./attempts.js";
import { AuthCalls } from "./auth-calls.js";
import { endIn, signedOut } from "./ends.js";
import { RollcallError } from "./errors.js";
import { createLock, type Lock } from "./lock.js";
import type { Platform } from "./platform.js";
import { SignInState } from "./sign-in-state.js";
import { Tabs } from "./tabs.js";
import { type TokenResponse, type Tokens, tokensOf } from "./tokens.js";
import type { Ended, EndedSessions, Session, SignIn } from "./types.js";

/**
 * The tokens of this tab. Whatever changes them happens one at a time in all tabs, under one lock: sign in, refresh,
 * sign out. Only an answer of Rollcall that says so ends the session; failures do not.
 */
export class Credentials {
  readonly state: SignInState;
  readonly #platform: Platform;
  readonly #calls: AuthCalls;
  readonly #attempts: Attempts;
  readonly #lock: Lock;
  readonly #tabs: Tabs;
  #tokens: Tokens | undefined;
  #refreshing: Promise<Tokens> | undefined;

  constructor(platform: Platform, baseUrl: string, cookie: boolean, state: SignInState) {
    const name = `rollcall:${baseUrl}`;
    this.state = state;
    this.#platform = platform;
    this.#attempts = new Attempts(platform);
    this.#calls = new AuthCalls(platform, baseUrl, cookie);
    this.#lock = createLock(name, platform.tabs?.locks);
    this.#tabs = new Tabs(name, platform, {
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
      this.#attempts.succeeded();
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

  /** The server has said that a session ended. Another one than the present one may meanwhile have been replaced. */
  end(ended: Ended): void {
    if (this.state.isEndedBy(ended)) {
      this.#tabs.ended(ended);
      this.#end(ended);
    }
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
  #refreshPatiently(refused: string | undefined): Promise<Tokens> {
    return this.#attempts.run(
      () => this.#lock.run((waited) => this.#current(waited, refused)),
      (wait) => this.#postpone(wait, refused),
    );
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
    this.#attempts.succeeded();
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
    if (this.state.isEndedBy(ended)) {
      this.#tokens = undefined;
      this.state.ended(ended);
    }
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

function endedAlready(failure: unknown): undefined {
  if (failure instanceof RollcallError && failure.code === "SIGNED_OUT") {
    return undefined;
  }
  throw failure;
}

function signedOutError(ended: Ended | undefined): RollcallError {
  return new RollcallError("SIGNED_OUT", ended?.detail ?? "You are not signed in.", 0, ended ? { ended } : {});
}
