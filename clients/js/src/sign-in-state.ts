import type { Ended, State } from "./types.js";

/** The state of this tab, and who wants to know about it. */
export class SignInState {
  readonly #onEnded: ((reason: Ended["reason"], ended: Ended) => void) | undefined;
  readonly #listeners = new Set<(state: State) => void>();
  #state: State = { status: "unknown" };
  #lastEnded: string | undefined;

  constructor(onEnded: ((reason: Ended["reason"], ended: Ended) => void) | undefined) {
    this.#onEnded = onEnded;
  }

  get current(): State {
    return this.#state;
  }

  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  signedIn(session: Extract<State, { status: "signed-in" }>["session"]): void {
    this.#set({ status: "signed-in", session });
  }

  /** There never was a session, as far as this tab knows. */
  signedOut(): void {
    if (this.#state.status !== "signed-out") {
      this.#set({ status: "signed-out" });
    }
  }

  /** Tells the application once for each session. An end of a session that is not this tab's changes nothing. */
  ended(ended: Ended): void {
    const mine = this.#state.status === "signed-in" ? this.#state.session.sessionId : undefined;
    const others = mine !== undefined && ended.sessionId !== undefined && ended.sessionId !== mine;
    if (this.#state.status === "signed-out" || others) {
      return;
    }
    this.#lastEnded = ended.sessionId ?? mine;
    this.#set({ status: "signed-out", ended });
    this.#onEnded?.(ended.reason, ended);
  }

  /** Whether this session is the one whose end this tab has learnt last. */
  hasEnded(sessionId: string): boolean {
    return this.#lastEnded === sessionId;
  }

  #set(state: State): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) {
      listener(state);
    }
  }
}
