import { authorizedFetch } from "./authorized-fetch.js";
import { Credentials } from "./credentials.js";
import { errorOf } from "./errors.js";
import { currentPlatform, type Platform, withoutTabs } from "./platform.js";
import { shareWatch } from "./shared-watch.js";
import { SignInState } from "./sign-in-state.js";
import type {
  Ended,
  EndedSessions,
  EndReason,
  Session,
  SessionPage,
  Settings,
  SettingsChange,
  SignIn,
  State,
} from "./types.js";
import { type SessionsListener, watch } from "./watch.js";

export interface ClientOptions {
  /** Where Rollcall is, such as `https://auth.example.org`. */
  baseUrl: string;
  /**
   * Origins besides that of `baseUrl` to which `fetch` may send the access token, such as `https://api.example.org`.
   */
  allowedOrigins?: readonly string[];
  /**
   * Where the refresh token is. `cookie`: in a cookie that scripts cannot read, shared by all tabs; the default in
   * browsers. `memory`: in this object, and lost with it; the default elsewhere.
   */
  refreshToken?: "cookie" | "memory";
  /** Is told, in every tab, why the session ended: once for each session. A log-out is an end, too. */
  onEnded?: (reason: EndReason, ended: Ended) => void;
}

/** The client of one Rollcall. Calls reject with a `RollcallError` unless they say otherwise. */
export interface RollcallClient {
  /** What this tab knows. */
  readonly state: State;
  /** Calls a listener after every change of the state; returns a function that stops that. */
  subscribe(listener: (state: State) => void): () => void;
  /** Finds out whether this browser is signed in; undefined if not. Call it when a page has loaded. */
  resume(): Promise<Session | undefined>;
  /** Signs in, in all tabs. A session that this browser had before ends. */
  signIn(request: SignIn): Promise<Session>;
  /** Ends the session, in all tabs. If Rollcall cannot be reached, the session remains, and this rejects. */
  signOut(): Promise<void>;
  /** Ends all sessions of the user, on all devices. Otherwise like `signOut`. */
  signOutEverywhere(): Promise<EndedSessions>;
  /**
   * Like the global `fetch`, with the access token. Waits while tokens are refreshed. Rejects with a `TypeError`, and
   * sends nothing, if the origin is not allowed. Redirects fail unless `redirect` (or a `Request`) allows them.
   */
  readonly fetch: typeof fetch;
  readonly sessions: {
    /** @param page `limit`: 1 to 200, 50 by default; `cursor`: the `next` of the page before */
    list(page?: { limit?: number; cursor?: string }): Promise<SessionPage>;
    /** Ends another session of the user. The current one cannot be ended here: `CURRENT_SESSION_PROTECTED`. */
    end(sessionId: string): Promise<void>;
    /** Ends all sessions but the current one. */
    endOthers(): Promise<EndedSessions>;
    /**
     * Tells a listener the live sessions, now and after each change, until the returned function is called or the
     * session ends. Reconnects by itself.
     *
     * @param onError is told why it gave up: an answer that does not change by waiting
     */
    watch(listener: SessionsListener, onError?: (error: unknown) => void): () => void;
  };
  readonly settings: {
    /** Returns the rules in force. */
    get(): Promise<Settings>;
    /** Replaces the user's own rules. What is left out falls back to the operator's rule. */
    change(settings: SettingsChange): Promise<Settings>;
  };
  /** Stops listening to other tabs. The session remains. */
  close(): void;
}

/** @throws TypeError if `baseUrl` is not a URL */
export function createClient(options: ClientOptions): RollcallClient {
  return clientOn(currentPlatform(), options);
}

/** For tests. */
export function clientOn(platform: Platform, options: ClientOptions): RollcallClient {
  const base = new URL(options.baseUrl);
  const baseUrl = base.origin + base.pathname.replace(/\/+$/, "");
  const cookie = (options.refreshToken ?? (platform.tabs ? "cookie" : "memory")) === "cookie";
  const state = new SignInState(options.onEnded);
  const shared = cookie ? platform : withoutTabs(platform);
  const credentials = new Credentials(shared, baseUrl, cookie, state);
  const origins = [base.origin, ...(options.allowedOrigins ?? []).map((origin) => new URL(origin).origin)];
  const fetchWithToken = authorizedFetch(credentials, platform, baseUrl, origins);

  async function call(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetchWithToken(baseUrl + path, {
      method,
      credentials: "omit",
      cache: "no-store",
      ...(body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) {
      throw await errorOf(response);
    }
    return response;
  }

  async function ofUser(path: string): Promise<string> {
    const { session } = await credentials.valid();
    return `/users/${encodeURIComponent(session.userId)}${path}`;
  }

  async function json<T>(method: string, path: string | Promise<string>, body?: object): Promise<T> {
    return (await call(method, await path, body)).json() as Promise<T>;
  }

  return {
    get state() {
      return state.current;
    },
    subscribe: (listener) => state.subscribe(listener),
    resume: () => credentials.resume(),
    signIn: (request) => credentials.signIn(request),
    signOut: () => credentials.signOut(),
    signOutEverywhere: () => credentials.signOutEverywhere(),
    fetch: fetchWithToken,
    sessions: {
      list: (page = {}) => json("GET", `/auth/sessions${query(page)}`),
      end: async (sessionId) => {
        await call("DELETE", await ofUser(`/sessions/${encodeURIComponent(sessionId)}`));
      },
      endOthers: () => json("POST", "/auth/logout-all?except=current"),
      watch: (listener, onError) => {
        const stopped = new AbortController();
        const ignored = () => undefined;
        const { signal } = stopped;
        const follow = (told: SessionsListener) =>
          watch(credentials, fetchWithToken, platform, baseUrl, told, signal);
        shareWatch(shared, `rollcall-sessions:${baseUrl}`, listener, signal, follow).catch(onError ?? ignored);
        return () => stopped.abort();
      },
    },
    settings: {
      get: () => json("GET", ofUser("/security-settings")),
      change: (settings) => json("PUT", ofUser("/security-settings"), settings),
    },
    close: () => credentials.close(),
  };
}

function query(parameters: Record<string, string | number | undefined>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
