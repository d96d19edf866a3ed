/** A Rollcall that answers as a test tells it, and remembers what it was asked. */
export class FakeRollcall {
  requests = [];
  /**
   * What the next requests to a path get instead of the usual answer: responses, functions that make them, or errors.
   */
  next = new Map();
  #generation = 0;
  #held;

  constructor({ lifetime = 900, userId = "june" } = {}) {
    this.lifetime = lifetime;
    this.userId = userId;
    this.answer = this.answer.bind(this);
  }

  /** How often a path was asked for. */
  count(path) {
    return this.requests.filter((request) => new URL(request.url).pathname === path).length;
  }

  /** Keeps all answers back until the returned function is called. */
  hold() {
    let release;
    this.#held = new Promise((resolve) => {
      release = () => {
        this.#held = undefined;
        resolve();
      };
    });
    return release;
  }

  instead(path, ...answers) {
    this.next.set(path, [...(this.next.get(path) ?? []), ...answers]);
  }

  async answer(request) {
    this.requests.push(request.clone());
    await this.#held;
    const path = new URL(request.url).pathname;
    const planned = this.next.get(path)?.shift();
    if (planned instanceof Error) {
      throw planned;
    }
    if (planned) {
      return typeof planned === "function" ? planned(request) : planned;
    }
    if (path === "/auth/login" || path === "/auth/refresh-token") {
      return this.tokens();
    }
    if (path === "/auth/logout") {
      return Response.json({ sessionId: "s1", expiredSessions: 0 });
    }
    return Response.json({ authorization: request.headers.get("Authorization") });
  }

  tokens(session = {}) {
    this.#generation++;
    return Response.json({
      access_token: `a${this.#generation}`,
      token_type: "Bearer",
      expires_in: this.lifetime,
      session: { sessionId: "s1", userId: this.userId, ...session },
    });
  }
}

export function problem(status, code, members = {}, headers = {}) {
  return new Response(JSON.stringify({ code, status, title: code, detail: "For a test", ...members }), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}

export const INVALID_TOKEN = { "WWW-Authenticate": 'Bearer error="invalid_token"' };
