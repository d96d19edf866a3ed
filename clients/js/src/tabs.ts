import type { Platform } from "./platform.js";
import { isTokenResponse, type TokenResponse } from "./tokens.js";
import type { Ended } from "./types.js";

/** How long another tab, which has just used the lock, is given to tell what it got, in milliseconds. */
const ANSWER_WITHIN = 250;

type Message = { kind: "tokens"; tokens: TokenResponse } | { kind: "ended"; ended: Ended } | { kind: "ask" };

export interface TabListener {
  /** Another tab has new tokens. */
  tokens(tokens: TokenResponse): void;
  /** Another tab has learnt that the session ended. */
  ended(ended: Ended): void;
  /** Returns valid tokens for another tab; undefined if there are none. */
  share(): TokenResponse | undefined;
}

/**
 * What tabs of one origin tell each other. The storage has no secret: only whether there is a session, so that a new
 * tab need not ask the server. Whatever else is found in the storage or on the channel is ignored.
 */
export class Tabs {
  readonly #channel: BroadcastChannel | undefined;
  readonly #platform: Platform;
  readonly #name: string;
  readonly #listener: TabListener;
  #answered: (() => void) | undefined;

  constructor(name: string, platform: Platform, listener: TabListener) {
    this.#name = name;
    this.#platform = platform;
    this.#listener = listener;
    this.#channel = platform.tabs?.openChannel(name);
    this.#channel?.addEventListener("message", (event: MessageEvent<unknown>) => this.#receive(event.data));
  }

  /** Whether there may be a session. A value that nobody here has written counts as a yes: the server knows. */
  mayHaveSession(): boolean {
    return this.#stored() !== null;
  }

  signedIn({ refresh_token: _, ...tokens }: TokenResponse): void {
    this.#store(tokens.session.sessionId);
    this.#post({ kind: "tokens", tokens });
  }

  ended(ended: Ended): void {
    if (ended.sessionId === undefined || ended.sessionId === this.#stored()) {
      this.#store(undefined);
    }
    this.#post({ kind: "ended", ended });
  }

  /** The storage was wrong about a session. */
  forget(): void {
    this.#store(undefined);
  }

  /** Asks the other tabs for tokens. Resolves when an answer has arrived, or in a moment. */
  async ask(): Promise<void> {
    if (!this.#channel) {
      return;
    }
    const controller = new AbortController();
    const answer = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    this.#post({ kind: "ask" });
    await Promise.race([answer, this.#platform.wait(ANSWER_WITHIN, controller.signal).catch(() => undefined)]);
    controller.abort();
    this.#answered = undefined;
  }

  close(): void {
    this.#channel?.close();
  }

  #receive(data: unknown): void {
    const message = data as Partial<Message> | null | undefined;
    if (message?.kind === "ask") {
      const tokens = this.#listener.share();
      if (tokens) {
        this.#post({ kind: "tokens", tokens });
      }
    } else if (message?.kind === "tokens" && isTokenResponse(message.tokens)) {
      this.#listener.tokens(message.tokens);
      this.#answered?.();
    } else if (message?.kind === "ended" && typeof message.ended?.reason === "string") {
      this.#listener.ended(message.ended);
      this.#answered?.();
    }
  }

  #post(message: Message): void {
    this.#channel?.postMessage(message);
  }

  /** Returns null if nothing is stored, undefined if that cannot be told. */
  #stored(): string | null | undefined {
    try {
      return this.#platform.tabs?.storage?.getItem(this.#name);
    } catch {
      return undefined;
    }
  }

  #store(sessionId: string | undefined): void {
    try {
      const storage = this.#platform.tabs?.storage;
      if (sessionId === undefined) {
        storage?.removeItem(this.#name);
      } else {
        storage?.setItem(this.#name, sessionId);
      }
    } catch {
      // A full or forbidden storage costs new tabs a request, nothing else.
    }
  }
}
