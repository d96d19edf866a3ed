import { backOff } from "./back-off.js";
import type { Credentials } from "./credentials.js";
import { endOf } from "./ends.js";
import { errorOf, RollcallError } from "./errors.js";
import { eventsOf, type ServerSentEvent } from "./event-stream.js";
import type { Platform } from "./platform.js";
import type { Problem, Session } from "./types.js";

/** Rollcall sends something every 15 seconds. After three times that, in milliseconds, the connection is lost. */
const SILENCE = 45_000;

/** Is told the live sessions of the user, newest first, at the beginning and after each change. */
export type SessionsListener = (sessions: Session[]) => void;

/**
 * Follows the sessions of the user until the signal aborts or the session ends, of which the credentials learn.
 * Connects again after every other end.
 */
export async function watch(
  credentials: Credentials,
  fetchWithToken: typeof fetch,
  platform: Platform,
  baseUrl: string,
  listener: SessionsListener,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    let retryAfter: number | undefined;
    let stream: Stream | undefined;
    try {
      const { session } = await credentials.valid();
      stream = new Stream(session, platform, listener, credentials);
      await stream.read(fetchWithToken, baseUrl, signal);
    } catch (failure) {
      if (failure instanceof RollcallError && failure.code === "SIGNED_OUT") {
        return;
      }
      if (failure instanceof RollcallError && !failure.temporary && failure.code !== "UNEXPECTED_ANSWER") {
        throw failure;
      }
      retryAfter = failure instanceof RollcallError ? failure.details.retryAfter : undefined;
    }
    if (credentials.state.current.status !== "signed-in") {
      return;
    }
    failures = stream?.hadEvents ? 0 : failures;
    await platform.wait(backOff(failures, retryAfter, platform.random()), signal).catch(() => undefined);
  }
}

/** One connection. */
class Stream {
  hadEvents = false;
  readonly #own: Session;
  readonly #platform: Platform;
  readonly #listener: SessionsListener;
  readonly #credentials: Credentials;
  #sessions: Session[] = [];

  constructor(own: Session, platform: Platform, listener: SessionsListener, credentials: Credentials) {
    this.#own = own;
    this.#platform = platform;
    this.#listener = listener;
    this.#credentials = credentials;
  }

  /** Ends quietly with the stream, with silence, with the signal, and when this tab has another session or none. */
  async read(fetchWithToken: typeof fetch, baseUrl: string, signal: AbortSignal): Promise<void> {
    const connection = new AbortController();
    const close = () => connection.abort();
    signal.addEventListener("abort", close);
    const unsubscribe = this.#credentials.state.subscribe((state) => {
      if (state.status !== "signed-in" || state.session.sessionId !== this.#own.sessionId) {
        close();
      }
    });
    let silence = new AbortController();
    const received = () => {
      silence.abort();
      silence = new AbortController();
      void this.#platform.wait(SILENCE, silence.signal).then(close, () => undefined);
    };
    try {
      received();
      const path = `/users/${encodeURIComponent(this.#own.userId)}/sessions/events`;
      const response = await fetchWithToken(baseUrl + path, {
        headers: { Accept: "text/event-stream" },
        cache: "no-store",
        signal: connection.signal,
      });
      if (!response.ok || !response.body) {
        throw await errorOf(response);
      }
      for await (const event of eventsOf(response.body, received)) {
        this.#handle(event);
      }
    } catch (failure) {
      if (!connection.signal.aborted) {
        throw failure;
      }
    } finally {
      silence.abort();
      unsubscribe();
      signal.removeEventListener("abort", close);
    }
  }

  #handle(event: ServerSentEvent): void {
    const data: unknown = JSON.parse(event.data);
    if (event.type === "sessions") {
      this.#tell((data as { sessions: Session[] }).sessions);
    } else if (event.type === "session-started") {
      this.#tell([data as Session, ...this.#sessions]);
    } else if (event.type === "session-ended") {
      const ended = endOf(data as Partial<Problem>, undefined);
      this.#tell(this.#sessions.filter((session) => session.sessionId !== ended.sessionId));
      if (ended.sessionId === this.#own.sessionId) {
        this.#credentials.end(ended);
      }
    }
  }

  #tell(sessions: Session[]): void {
    this.hadEvents = true;
    this.#sessions = sessions;
    this.#listener([...sessions]);
  }
}
