import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { backOff } from "../dist/back-off.js";
import { clientOn } from "../dist/client.js";
import { eventsOf } from "../dist/event-stream.js";
import { FakeBrowser, settled } from "./support/fake-browser.js";
import { FakeRollcall, problem } from "./support/fake-rollcall.js";

const BASE = "https://auth.example.org";
const EVENTS = "/users/june/sessions/events";

function streamOf(...chunks) {
  return new ReadableStream({
    start(controller) {
      chunks.forEach((chunk) => controller.enqueue(new TextEncoder().encode(chunk)));
      controller.close();
    },
  });
}

describe("Server-sent events", () => {
  test("are read whatever their line ends, and wherever the chunks end", async () => {
    const text =
      ": hello\r\nevent: a\r\ndata: 1\r\ndata:2\r\n\r\nretry: 5\ndata\n\nevent:b\rdata: é\r\rdata: unfinished";
    for (let size = 1; size <= text.length; size++) {
      const chunks = text.match(new RegExp(`[^]{1,${size}}`, "g"));
      const events = [];
      for await (const event of eventsOf(streamOf(...chunks), () => undefined)) {
        events.push(event);
      }
      assert.deepEqual(events, [
        { type: "a", data: "1\n2" },
        { type: "message", data: "" },
        { type: "b", data: "é" },
      ]);
    }
  });

  test("may not be endless", async () => {
    const events = eventsOf(streamOf(..."x".repeat(50).split("").map(() => "x".repeat(100_000))), () => undefined);
    await assert.rejects(events.next(), /too long/);
  });
});

describe("Watching", () => {
  let rollcall;
  let browser;
  let client;
  let lists;
  let ends;

  beforeEach(async () => {
    rollcall = new FakeRollcall();
    browser = new FakeBrowser(rollcall.answer);
    lists = [];
    ends = [];
    client = clientOn(browser.tab(), { baseUrl: BASE, onEnded: (reason) => ends.push(reason) });
    await client.signIn({ userName: "june", password: "secret" });
  });

  const stream = (...events) => new Response(streamOf(...events), { headers: { "Content-Type": "text/event-stream" } });

  const endless = (request, ...chunks) =>
    new Response(
      new ReadableStream({
        start(controller) {
          chunks.forEach((chunk) => controller.enqueue(new TextEncoder().encode(chunk)));
          request.signal.addEventListener("abort", () => controller.error(request.signal.reason));
        },
      }),
    );

  const event = (type, data) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

  const watch = (onError) =>
    client.sessions.watch((list) => lists.push(list.map((session) => session.sessionId)), onError);

  test("tells the sessions after every change, and connects again", async () => {
    rollcall.instead(
      EVENTS,
      stream(
        event("sessions", { sessions: [{ sessionId: "s1" }] }),
        event("session-started", { sessionId: "s2" }),
        event("something-new", {}),
        event("session-ended", { sessionId: "s2", reason: "LOGGED_OUT" }),
      ),
      stream(event("sessions", { sessions: [{ sessionId: "s3" }] })),
    );

    const stop = watch();
    await settled();
    assert.deepEqual(lists, [["s1"], ["s2", "s1"], ["s1"]]);
    assert.deepEqual(browser.waits, [500]);
    await browser.advance(500);
    assert.deepEqual(lists.at(-1), ["s3"]);
    stop();
    await browser.advance(60_000);
    assert.equal(rollcall.count(EVENTS), 2);
  });

  test("takes one connection for all tabs, which the next tab opens when the first one stops", async () => {
    rollcall.instead(
      EVENTS,
      (request) => endless(request, event("sessions", { sessions: [{ sessionId: "s1" }] })),
      (request) => endless(request, event("sessions", { sessions: [{ sessionId: "s2" }] })),
    );
    const second = clientOn(browser.tab(), { baseUrl: BASE });
    await second.resume();
    const stop = watch();
    await settled();
    const seen = [];
    const stopSecond = second.sessions.watch((list) => seen.push(list[0].sessionId));
    await settled();
    assert.deepEqual(seen, ["s1"]);
    assert.equal(rollcall.count(EVENTS), 1);

    stop();
    await settled();

    assert.deepEqual(seen, ["s1", "s2"]);
    assert.equal(rollcall.count(EVENTS), 2);
    stopSecond();
  });

  test("ends with the own session, and tells why", async () => {
    rollcall.instead(EVENTS, stream(event("session-ended", { sessionId: "s1", reason: "TERMINATED_BY_ADMIN" })));

    watch();
    await settled();
    await browser.advance(60_000);

    assert.deepEqual(ends, ["TERMINATED_BY_ADMIN"]);
    assert.equal(client.state.ended.reason, "TERMINATED_BY_ADMIN");
    assert.equal(rollcall.count(EVENTS), 1);
  });

  test("changes to the new session when the user signs in again", async () => {
    const streams = [];
    const keep = (request) => streams.push(request) && endless(request);
    rollcall.instead(EVENTS, keep, keep);
    const stop = watch();
    await settled();
    rollcall.instead("/auth/login", rollcall.tokens({ sessionId: "s2" }));
    rollcall.instead("/auth/logout", new TypeError("network down"));

    await client.signIn({ userName: "june", password: "secret" });
    await settled();
    await browser.advance(500);

    assert.deepEqual(streams.map((request) => request.headers.get("Authorization")), ["Bearer a1", "Bearer a2"]);
    assert.equal(streams[0].signal.aborted, true);
    stop();
  });

  test("waits longer after each failure, and as long as the server asks", async () => {
    rollcall.instead(
      EVENTS,
      new TypeError("network down"),
      stream("data: rubbish\n\nevent: sessions\ndata: rubbish\n\n"),
      problem(503, "STREAMS_EXHAUSTED", {}, { "Retry-After": "20" }),
      stream(event("sessions", { sessions: [] })),
    );
    const waits = [];
    const stop = watch();
    for (let failure = 0; failure < 4; failure++) {
      await settled();
      waits.push(browser.waits[0]);
      await browser.advance(browser.waits[0]);
    }

    assert.deepEqual(waits, [500, 1_000, 20_000, 500]);
    assert.deepEqual(lists, [[]]);
    stop();
  });

  test("gives up on a connection that is silent", async () => {
    let closed;
    rollcall.instead(EVENTS, (request) => {
      request.signal.addEventListener("abort", () => (closed = true));
      return endless(request);
    });

    const stop = watch();
    await settled();
    assert.deepEqual(browser.waits, [45_000]);
    await browser.advance(45_000);
    assert.equal(closed, true);
    assert.deepEqual(browser.waits, [500]);
    stop();
  });

  test("gives up if the answer does not change by waiting", async () => {
    rollcall.instead(EVENTS, problem(403, "USER_MISMATCH"));
    const errors = [];

    watch((error) => errors.push(error.code));
    await settled();

    assert.deepEqual(errors, ["USER_MISMATCH"]);
    assert.deepEqual(browser.waits, []);
  });
});

test("The wait before another attempt doubles, is random, and never shorter than the server asks", () => {
  assert.deepEqual([0, 1, 2, 9].map((failures) => backOff(failures, undefined, 0)), [500, 1_000, 2_000, 15_000]);
  assert.equal(backOff(0, undefined, 0.999) > 990, true);
  assert.deepEqual([0, 0.8].map((random) => backOff(3, 10, random)), [10_000, 12_000]);
});
