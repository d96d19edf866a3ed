import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { clientOn } from "../dist/client.js";
import { FakeBrowser, settled } from "./support/fake-browser.js";
import { FakeRollcall, INVALID_TOKEN, problem } from "./support/fake-rollcall.js";

const BASE = "https://auth.example.org";
const JUNE = { userName: "june", password: "secret" };
const REFRESH = "/auth/refresh-token";
const EVICTED = {
  sessionId: "s1",
  reason: "EVICTED_BY_LIMIT",
  detail: "You signed in on iPhone.",
  initiator: "policy",
};

describe("The end of a session", () => {
  let rollcall;
  let browser;
  let told;

  beforeEach(() => {
    rollcall = new FakeRollcall();
    browser = new FakeBrowser(rollcall.answer);
    told = [];
  });

  const open = (name) => {
    const heard = told;
    return clientOn(browser.tab(), {
      baseUrl: BASE,
      onEnded: (reason, ended) => heard.push([name, reason, ended.detail]),
    });
  };

  const refuse = () => problem(401, "SESSION_ENDED", EVICTED, INVALID_TOKEN);

  test("is told in every tab, once, with the reason", async () => {
    const [one, two] = [open("one"), open("two")];
    await one.signIn(JUNE);
    await settled();
    rollcall.instead("/data", refuse(), refuse());
    rollcall.instead(REFRESH, refuse());

    const [first, second] = await Promise.all([one.fetch(`${BASE}/data`), one.fetch(`${BASE}/data`)]);
    browser.openChannel(`rollcall:${BASE}`).postMessage({ kind: "ended", ended: EVICTED });
    await settled();

    assert.equal((await first.json()).reason, "EVICTED_BY_LIMIT");
    assert.equal(second.status, 401);
    assert.deepEqual(told, [
      ["one", "EVICTED_BY_LIMIT", EVICTED.detail],
      ["two", "EVICTED_BY_LIMIT", EVICTED.detail],
    ]);
    assert.equal(two.state.status, "signed-out");
    assert.equal(two.state.ended.initiator, "policy");
    await assert.rejects(two.fetch(`${BASE}/data`), (error) => error.details.ended.reason === "EVICTED_BY_LIMIT");
    assert.equal(rollcall.count(REFRESH), 1);
  });

  test("is found out when a page opens later", async () => {
    await open("one").signIn(JUNE);
    rollcall.instead(REFRESH, refuse());

    const later = open("later");
    assert.equal(await later.resume(), undefined);
    await settled();

    assert.deepEqual(told.find(([name]) => name === "later"), ["later", "EVICTED_BY_LIMIT", EVICTED.detail]);
  });

  test("of another session is nothing to this one", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    browser.openChannel(`rollcall:${BASE}`).postMessage({ kind: "ended", ended: { ...EVICTED, sessionId: "s0" } });
    await settled();

    assert.equal(client.state.status, "signed-in");
    assert.deepEqual(told, []);
  });

  test("of the session in the cookie is the end for a tab that has missed the login of another tab", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    await browser.advance(900_000);
    rollcall.instead(REFRESH, problem(401, "SESSION_ENDED", { ...EVICTED, sessionId: "s9" }, INVALID_TOKEN));

    await assert.rejects(client.fetch(`${BASE}/data`), { code: "SIGNED_OUT" });

    assert.equal(client.state.status, "signed-out");
    assert.deepEqual(told, [["one", "EVICTED_BY_LIMIT", EVICTED.detail]]);
  });

  test("does not hide from new tabs that another tab has signed in again", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    browser.stored.set(`rollcall:${BASE}`, "s2");
    rollcall.instead("/data", refuse());
    rollcall.instead(REFRESH, refuse());
    await client.fetch(`${BASE}/data`);

    assert.equal(client.state.status, "signed-out");
    assert.equal(browser.stored.get(`rollcall:${BASE}`), "s2");
  });

  test("comes with a log-out, in every tab, and nothing is sent afterwards", async () => {
    const [one, two] = [open("one"), open("two")];
    await one.signIn(JUNE);
    await settled();

    await one.signOut();
    await settled();

    assert.deepEqual(told.map(([name, reason]) => `${name} ${reason}`), ["one LOGGED_OUT", "two LOGGED_OUT"]);
    await assert.rejects(two.fetch(`${BASE}/data`), { code: "SIGNED_OUT" });
    assert.equal(await open("three").resume(), undefined);
    assert.equal(rollcall.count(REFRESH), 0);
  });

  test("by a log-out waits for a refresh that is under way, and uses its token", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    await browser.advance(900_000);
    const release = rollcall.hold();
    const waiting = client.fetch(`${BASE}/data`);
    await settled();
    const out = client.signOut();
    await settled();
    release();
    await Promise.allSettled([waiting, out]);

    const logout = rollcall.requests.find((request) => request.url.endsWith("/auth/logout"));
    assert.equal(logout.headers.get("Authorization"), "Bearer a2");
    assert.equal(client.state.status, "signed-out");
    assert.deepEqual(told.map(([, reason]) => reason), ["LOGGED_OUT"]);
  });

  test("does not come if the log-out fails", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    rollcall.instead("/auth/logout", problem(503, "SESSION_STATE_UNAVAILABLE", {}, { "Retry-After": "1" }));

    await assert.rejects(client.signOut(), { code: "SESSION_STATE_UNAVAILABLE", temporary: true });
    assert.equal(client.state.status, "signed-in");
  });

  test("before a log-out keeps its own reason", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    rollcall.instead("/auth/logout", refuse());
    rollcall.instead(REFRESH, refuse());

    await client.signOut();

    assert.deepEqual(told, [["one", "EVICTED_BY_LIMIT", EVICTED.detail]]);
  });

  test("that is learnt during a refresh is not undone by it", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    await browser.advance(900_000);
    const release = rollcall.hold();
    const failure = assert.rejects(client.fetch(`${BASE}/data`), { code: "SIGNED_OUT" });
    await settled();
    browser.openChannel(`rollcall:${BASE}`).postMessage({ kind: "ended", ended: EVICTED });
    await settled();
    release();
    await failure;

    assert.equal(client.state.status, "signed-out");
  });

  test("comes with a new sign-in, which leaves the new cookie alone", async () => {
    const client = open("one");
    await client.signIn(JUNE);
    rollcall.instead("/auth/login", rollcall.tokens({ sessionId: "s2" }));

    await client.signIn(JUNE);

    const logout = rollcall.requests.find((request) => request.url.endsWith("/auth/logout"));
    assert.equal(logout.headers.get("Authorization"), "Bearer a1");
    assert.equal(logout.credentials, "omit");
    assert.equal(client.state.session.sessionId, "s2");
    assert.deepEqual(told, []);
  });
});

describe("What others leave in the storage and on the channel", () => {
  test("costs a request and nothing else", async () => {
    const rollcall = new FakeRollcall();
    const browser = new FakeBrowser(rollcall.answer);
    browser.stored.set(`rollcall:${BASE}`, "{rubbish");
    const told = [];
    const client = clientOn(browser.tab(), { baseUrl: BASE, onEnded: (reason) => told.push(reason) });
    const session = { sessionId: "s1", userId: "june" };
    for (const rubbish of [
      null,
      1,
      "x",
      {},
      { kind: "tokens" },
      { kind: "tokens", tokens: { access_token: 1, expires_in: 9, session } },
      { kind: "tokens", tokens: { access_token: "a", expires_in: "9", session } },
      { kind: "tokens", tokens: { access_token: "a", expires_in: 9, session: { sessionId: "s1" } } },
      { kind: "ended" },
    ]) {
      browser.openChannel(`rollcall:${BASE}`).postMessage(rubbish);
    }
    await settled();
    assert.deepEqual(client.state, { status: "unknown" });
    rollcall.instead(REFRESH, problem(400, "INVALID_REQUEST", { field: "refresh_token" }));

    assert.equal(await client.resume(), undefined);
    assert.deepEqual(client.state, { status: "signed-out" });
    assert.equal(browser.stored.size, 0);
    assert.deepEqual(told, []);
  });

  test("does not matter where the storage is forbidden", async () => {
    const rollcall = new FakeRollcall();
    const platform = new FakeBrowser(rollcall.answer).tab();
    const forbidden = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
    platform.tabs.storage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
    const client = clientOn(platform, { baseUrl: BASE });

    assert.equal((await client.resume()).userId, "june");
    await client.signOut();
    assert.equal(client.state.status, "signed-out");
  });
});
