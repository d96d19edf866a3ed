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

  /** Whether the end is news: not of another session, and not known yet. */
  isEndedBy(ended: Ended): boolean {
    const mine = this.#mine();
    const others = mine !== undefined && ended.sessionId !== undefined && ended.sessionId !== mine;
    return this.#state.status !== "signed-out" && !others;
  }

  /** Tells the application. */
  ended(ended: Ended): void {
    this.#lastEnded = ended.sessionId ?? this.#mine();
    this.#set({ status: "signed-out", ended });
    this.#onEnded?.(ended.reason, ended);
  }

  /** Whether this session is the one whose end this tab has learnt last. */
  hasEnded(sessionId: string): boolean {
    return this.#lastEnded === sessionId;
  }

  #mine(): string | undefined {
    return this.#state.status === "signed-in" ? this.#state.session.sessionId : undefined;
  }

  #set(state: State): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) {
      listener(state);
    }
  }
}
