import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { clientOn } from "../dist/client.js";
import { FakeBrowser, settled } from "./support/fake-browser.js";
import { FakeRollcall, INVALID_TOKEN, problem } from "./support/fake-rollcall.js";

const BASE = "https://auth.example.org";
const JUNE = { userName: "june", password: "secret" };
const REFRESH = "/auth/refresh-token";
const MINUTE = 60_000;

describe("Refreshing", () => {
  let rollcall;
  let browser;
  let ends;

  beforeEach(() => {
    rollcall = new FakeRollcall();
    browser = new FakeBrowser(rollcall.answer);
    ends = [];
  });

  const open = (options) =>
    clientOn(browser.tab(options), { baseUrl: BASE, onEnded: (reason, ended) => ends.push({ reason, ended }) });

  const bearer = async (response) => (await (await response).json()).authorization;

  test("happens shortly before the token expires, by the time that has passed and not by a clock", async () => {
    const client = open();
    await client.signIn(JUNE);

    await browser.advance(14 * MINUTE);
    assert.equal(await bearer(client.fetch(`${BASE}/data`)), "Bearer a1");
    await browser.advance(MINUTE - 20_000);
    assert.equal(await bearer(client.fetch(`${BASE}/data`)), "Bearer a2");
  });

  test("happens once for all requests that wait", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(15 * MINUTE);

    const answers = await Promise.all([1, 2, 3].map(() => bearer(client.fetch(`${BASE}/data`))));

    assert.deepEqual(answers, ["Bearer a2", "Bearer a2", "Bearer a2"]);
    assert.equal(rollcall.count(REFRESH), 1);
  });

  test("happens once for all tabs", async () => {
    const [one, two] = [open(), open()];
    await one.signIn(JUNE);
    await settled();
    await browser.advance(15 * MINUTE);
    const release = rollcall.hold();

    const answers = Promise.all([one, two].map((tab) => bearer(tab.fetch(`${BASE}/data`))));
    await settled();
    release();

    assert.deepEqual(await answers, ["Bearer a2", "Bearer a2"]);
    assert.equal(rollcall.count(REFRESH), 1);
  });

  test("happens in each tab where there are no Web Locks, and both stay signed in", async () => {
    const [one, two] = [open({ locks: false }), open({ locks: false })];
    await one.signIn(JUNE);
    await settled();
    await browser.advance(15 * MINUTE);

    await Promise.all([one, two].map((tab) => tab.fetch(`${BASE}/data`)));

    assert.equal(rollcall.count(REFRESH), 2);
    assert.equal(one.state.status, "signed-in");
    assert.equal(two.state.status, "signed-in");
  });

  test("happens when a token is refused, and the request is sent again with its body", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(MINUTE);
    rollcall.instead("/data", problem(401, "INVALID_TOKEN", {}, INVALID_TOKEN));

    assert.equal(await bearer(client.fetch(`${BASE}/data`, { method: "POST", body: "important" })), "Bearer a2");
    const sent = rollcall.requests.filter((request) => request.url.endsWith("/data"));
    assert.deepEqual(await Promise.all(sent.map((request) => request.text())), ["important", "important"]);
  });

  test("does not happen again for a service that refuses every token", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(MINUTE);
    const refusal = () => new Response("no", { status: 401, headers: INVALID_TOKEN });
    rollcall.instead("/data", ...Array.from({ length: 12 }, refusal));

    const answers = [];
    for (let call = 0; call < 10; call++) {
      answers.push((await client.fetch(`${BASE}/data`)).status);
    }

    assert.deepEqual(new Set(answers), new Set([401]));
    assert.equal(rollcall.count(REFRESH), 1);
    assert.equal(client.state.status, "signed-in");
  });

  test("does not happen if something else than a newer token is needed", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(MINUTE);
    const challenge = { "WWW-Authenticate": 'Bearer error="insufficient_user_authentication", max_age="600"' };
    rollcall.instead("/data", problem(401, "INSUFFICIENT_USER_AUTHENTICATION", {}, challenge));

    assert.equal((await client.fetch(`${BASE}/data`)).status, 401);
    assert.equal(rollcall.count(REFRESH), 0);
  });

  test("keeps the session while the server is busy, and waits as long as it asks", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(15 * MINUTE);
    rollcall.instead(REFRESH, problem(503, "SERVER_BUSY", {}, { "Retry-After": "7" }));

    const answer = bearer(client.fetch(`${BASE}/data`));
    const another = bearer(client.fetch(`${BASE}/data`));
    await settled();
    assert.deepEqual(browser.waits, [7_000]);
    assert.equal(client.state.status, "signed-in");
    await browser.advance(7_000);

    assert.deepEqual(await Promise.all([answer, another]), ["Bearer a2", "Bearer a2"]);
    assert.equal(rollcall.count(REFRESH), 2);
    assert.deepEqual(ends, []);
  });

  test("is tried again soon enough, if its answer is lost, that the server does not take it for theft", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(15 * MINUTE);
    rollcall.instead(REFRESH, (request) => {
      return new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)));
    });

    const answer = bearer(client.fetch(`${BASE}/data`));
    await settled();
    await browser.advance(6_000);
    await browser.advance(1_000);

    assert.equal(await answer, "Bearer a2");
    assert.equal(rollcall.requests.find((request) => request.url.endsWith(REFRESH)).keepalive, true);
  });

  test("gives up after some attempts, keeps the session, and asks again only after a while", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(15 * MINUTE);
    rollcall.instead(REFRESH, ...Array.from({ length: 4 }, () => new TypeError("network down")));

    const failure = assert.rejects(client.fetch(`${BASE}/data`), { code: "UNREACHABLE", temporary: true });
    for (let attempt = 0; attempt < 3; attempt++) {
      await settled();
      await browser.advance(4_000);
    }
    await failure;
    await assert.rejects(client.fetch(`${BASE}/data`), { code: "UNREACHABLE" });
    assert.equal(rollcall.count(REFRESH), 4);
    assert.equal(client.state.status, "signed-in");
    await browser.advance(4_000);

    assert.equal(await bearer(client.fetch(`${BASE}/data`)), "Bearer a2");
    assert.deepEqual(ends, []);
  });

  test("does not keep anyone waiting while the old token still works", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(15 * MINUTE - 20_000);
    rollcall.instead(REFRESH, problem(503, "SERVER_BUSY", {}, { "Retry-After": "5" }));

    assert.equal(await bearer(client.fetch(`${BASE}/data`)), "Bearer a1");
    assert.equal(await bearer(client.fetch(`${BASE}/data`)), "Bearer a1");
    assert.equal(rollcall.count(REFRESH), 1);
    await browser.advance(5_000);
    assert.equal(await bearer(client.fetch(`${BASE}/data`)), "Bearer a2");
  });

  test("can be left by the request that waits for it", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(15 * MINUTE);
    const release = rollcall.hold();
    const stopped = new AbortController();

    const failure = assert.rejects(client.fetch(`${BASE}/data`, { signal: stopped.signal }), { name: "AbortError" });
    await settled();
    stopped.abort();
    await failure;
    release();

    assert.equal(await bearer(client.fetch(`${BASE}/data`)), "Bearer a2");
  });

  test("an answer that is not Rollcall's does not end the session", async () => {
    const client = open();
    await client.signIn(JUNE);
    await browser.advance(15 * MINUTE);
    rollcall.instead(REFRESH, new Response("<html>Log in to this network</html>", { status: 401 }));

    await assert.rejects(client.fetch(`${BASE}/data`), { code: "UNEXPECTED_ANSWER" });
    assert.equal(client.state.status, "signed-in");
    assert.deepEqual(ends, []);
  });

  test("does not send what one user asked for in the name of another", async () => {
    const [one, two] = [open(), open()];
    await one.signIn(JUNE);
    await settled();
    await browser.advance(15 * MINUTE);
    const release = rollcall.hold();
    rollcall.instead("/auth/login", rollcall.tokens({ sessionId: "s2", userId: "john" }));
    const signIn = two.signIn({ userName: "john", password: "secret" });
    const failure = assert.rejects(one.fetch(`${BASE}/data`, { method: "POST" }), { code: "USER_CHANGED" });
    await settled();
    release();

    await signIn;
    await failure;
    assert.equal(rollcall.count("/data"), 0);
    assert.equal(one.state.session.userId, "john");
  });
});
