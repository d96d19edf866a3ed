import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { serve } from "../../../examples/spa/server.mjs";
import { createClient } from "../dist/index.js";
import { launch, openTab, signIn, told, whenPending } from "./support/browser.js";
import { TYPES, typesOf } from "./support/openapi.js";
import { freePort, startRollcall } from "./support/rollcall.js";

const JUNE = { userName: "june_doe", password: "test123" };
const JOHN = { userName: "john_roe", password: "test123" };
const COOKIE = "rollcall-refresh";

let rollcall;
let site;
let browser;

/** The page is on another port than Rollcall: another origin of the same site. */
before(async () => {
  const port = await freePort();
  rollcall = await startRollcall(`rollcall.cors.allowed-origins=http://127.0.0.1:${port}`);
  const server = await serve(rollcall.address, port);
  site = { address: `http://127.0.0.1:${port}`, close: () => server.closeAllConnections() & server.close() };
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.close();
  await rollcall?.stop();
});

test("The types are those of the OpenAPI description", async () => {
  assert.equal(
    await readFile(TYPES, "utf8"),
    await typesOf(rollcall.address),
    'src/openapi.ts is stale: run "npm run types" after ./mvnw package',
  );
});

describe("In Chromium", () => {
  async function context(user, options) {
    const opened = await browser.newContext();
    await opened.clock.install();
    const tab = () => openTab(opened, site.address, rollcall.address, options);
    const first = await tab();
    if (user) {
      await signIn(first, user);
    }
    return { context: opened, tab, first, close: () => opened.close() };
  }

  const refreshes = (opened) => {
    const requests = [];
    opened.on("request", (request) => {
      if (request.url().endsWith("/auth/refresh-token") && request.method() === "POST") {
        requests.push(request);
      }
    });
    return requests;
  };

  const profile = (tab) =>
    tab.evaluate(async (url) => (await window.client.fetch(`${url}/auth/profile`)).status, rollcall.address);

  test("no script can read the refresh token", async () => {
    const { context: opened, first, close } = await context(JUNE);

    const cookie = (await opened.cookies(`${rollcall.address}/auth/refresh-token`)).find(({ name }) => name === COOKIE);
    const visible = await first.evaluate(async () => {
      const databases = await indexedDB.databases();
      return JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, databases, window.signIns]);
    });

    assert.match(cookie.value, /^rt1\./);
    assert.deepEqual(
      { httpOnly: cookie.httpOnly, sameSite: cookie.sameSite, path: cookie.path },
      { httpOnly: true, sameSite: "Strict", path: "/auth/refresh-token" },
    );
    assert.doesNotMatch(visible, /rt1\./);
    await close();
  });

  for (const locks of [true, false]) {
    const how = locks ? "with" : "without";
    test(`two tabs that refresh at the same moment stay signed in, ${how} Web Locks`, async () => {
      const { context: opened, first, tab, close } = await context(JUNE, { locks });
      const second = await tab();
      assert.equal(await profile(second), 200);
      await opened.clock.fastForward("16:00");
      const sent = refreshes(opened);
      let open;
      const gate = new Promise((resolve) => (open = resolve));
      await opened.route("**/auth/refresh-token", async (route) => {
        await gate;
        await route.continue();
      });
      const bothAsked = locks ? whenPending(first) : opened.waitForEvent("request", () => sent.length === 2);

      const answers = Promise.all([profile(first), profile(second)]);
      await bothAsked;
      open();

      assert.deepEqual(await answers, [200, 200]);
      assert.equal(sent.length, locks ? 1 : 2);
      await opened.clock.fastForward("16:00");
      assert.deepEqual([await profile(first), await profile(second)], [200, 200]);
      assert.deepEqual([await told(first), await told(second)], [[], []]);
      await close();
    });
  }

  test("both tabs are told why when the session is evicted", async () => {
    const { first, tab, close } = await context(JOHN);
    const second = await tab();
    await first.evaluate(() => window.client.settings.change({ maxSessions: 1 }));
    const elsewhere = createClient({ baseUrl: rollcall.address });
    await elsewhere.signIn({ ...JOHN, deviceLabel: "iPhone" });

    assert.equal(await profile(first), 401);

    for (const page of [first, second]) {
      await page.waitForFunction(() => window.ends.length === 1);
      assert.match((await told(page))[0], /^EVICTED_BY_LIMIT: You were signed out because you signed in on iPhone/);
    }
    await close();
  });

  test("both tabs are told at once when they watch, over one connection", async () => {
    const { context: opened, first, tab, close } = await context(JUNE);
    const second = await tab();
    await second.evaluate(() => window.client.resume());
    const streams = [];
    opened.on("request", (request) => request.url().endsWith("/sessions/events") && streams.push(request));
    for (const page of [first, second]) {
      await page.evaluate(() => {
        window.client.sessions.watch((sessions) => (window.sessions = sessions.map(({ sessionId }) => sessionId)));
      });
    }
    const current = await first.evaluate(() => window.client.state.session.sessionId);
    const elsewhere = createClient({ baseUrl: rollcall.address });
    const other = await elsewhere.signIn(JUNE);
    for (const page of [first, second]) {
      await page.waitForFunction((id) => window.sessions?.includes(id), other.sessionId);
    }
    assert.equal(streams.filter((request) => request.method() === "GET").length, 1);

    await elsewhere.sessions.end(current);

    for (const page of [first, second]) {
      await page.waitForFunction(() => window.ends.length === 1);
      assert.match((await told(page))[0], /^TERMINATED_BY_USER: /);
    }
    await close();
  });

  test("a new tab is signed in, and a log-out reaches all tabs and the cookie", async () => {
    const { context: opened, first, tab, close } = await context(JUNE);
    const second = await tab();
    assert.equal((await second.evaluate(() => window.client.resume())).userId, JUNE.userName);

    await first.evaluate(() => window.client.signOut());

    await second.waitForFunction(() => window.ends.length === 1);
    assert.deepEqual([await told(first), await told(second)].map(([end]) => end.split(":")[0]), [
      "LOGGED_OUT",
      "LOGGED_OUT",
    ]);
    assert.deepEqual(await opened.cookies(), []);
    assert.equal(await (await tab()).evaluate(() => window.client.resume()), undefined);
    await close();
  });

  test("the example shows orders, and why it does not any more", async () => {
    const opened = await browser.newContext();
    const page = await opened.newPage();
    await page.goto(site.address);
    await page.getByLabel("User name").fill(JUNE.userName);
    await page.getByLabel("Password").fill(JUNE.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Show my orders" }).click();
    await page.getByText("A teapot for june_doe").waitFor();
    await page.getByText("(this one)").waitFor();
    const elsewhere = createClient({ baseUrl: rollcall.address });
    await elsewhere.signIn(JUNE);

    await elsewhere.sessions.endOthers();

    await page.getByText("(LOGGED_OUT_OTHERS)").waitFor();
    await page.getByLabel("Password").waitFor();
    await opened.close();
  });
});

describe("In Node", () => {
  test("a program signs in, refreshes, watches, and is told why its session ended", async () => {
    const ends = [];
    const client = createClient({ baseUrl: rollcall.address, onEnded: (reason) => ends.push(reason) });
    const session = await client.signIn({ ...JUNE, deviceLabel: "A program" });
    assert.equal(session.device.label, "A program");
    let seen;
    const listed = new Promise((resolve) => (seen = resolve));
    client.sessions.watch(seen);
    assert.ok((await listed).some(({ current, sessionId }) => current && sessionId === session.sessionId));
    assert.equal((await client.sessions.list({ limit: 1 })).sessions[0].sessionId, session.sessionId);
    assert.equal((await client.settings.get()).maxSessions, 0);
    await assert.rejects(client.sessions.end(session.sessionId), { code: "CURRENT_SESSION_PROTECTED", status: 409 });
    const ended = new Promise((resolve) => client.subscribe(resolve));

    const other = createClient({ baseUrl: rollcall.address });
    await other.signIn(JUNE);
    await other.signOutEverywhere();

    assert.equal((await ended).ended.reason, "LOGGED_OUT_EVERYWHERE");
    assert.deepEqual(ends, ["LOGGED_OUT_EVERYWHERE"]);
    await assert.rejects(client.fetch("/auth/profile"), { code: "SIGNED_OUT" });
  });

  test("a wrong password is a wrong password", async () => {
    const client = createClient({ baseUrl: rollcall.address });
    await assert.rejects(client.signIn({ ...JUNE, password: "wrong" }), { code: "INVALID_CREDENTIALS", status: 401 });
  });
});
