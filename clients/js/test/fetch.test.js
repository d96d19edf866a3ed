import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { clientOn } from "../dist/client.js";
import { FakeBrowser } from "./support/fake-browser.js";
import { FakeRollcall } from "./support/fake-rollcall.js";

const BASE = "https://auth.example.org";

describe("The access token", () => {
  let rollcall;
  let client;

  beforeEach(async () => {
    rollcall = new FakeRollcall();
    client = clientOn(new FakeBrowser(rollcall.answer).tab(), {
      baseUrl: `${BASE}/`,
      allowedOrigins: ["https://api.example.org"],
    });
    await client.signIn({ userName: "june", password: "secret" });
    rollcall.requests.length = 0;
  });

  for (const url of [
    "https://evil.example.org/data",
    "http://auth.example.org/data",
    "https://auth.example.org:8443/data",
    "https://auth.example.org@evil.example.org/data",
    "https://auth.example.org.evil.example.org/data",
    "//evil.example.org/data",
    "data:text/plain,x",
    "\\\\evil.example.org/data",
  ]) {
    test(`is not sent to ${url}`, async () => {
      await assert.rejects(client.fetch(url), TypeError);
      assert.deepEqual(rollcall.requests, []);
    });
  }

  for (const target of [
    `${BASE}/data`,
    "/data",
    new URL("https://api.example.org/data"),
    new Request("https://api.example.org/data", { method: "PUT", body: "x" }),
  ]) {
    test(`is sent to ${target.url ?? target}`, async () => {
      const response = await client.fetch(target, { headers: { Authorization: "Basic x", "X-Mine": "1" } });

      assert.equal((await response.json()).authorization, "Bearer a1");
      assert.equal(rollcall.requests[0].headers.get("X-Mine"), "1");
    });
  }

  test("does not follow a redirect unless the caller allows it", async () => {
    await client.fetch("/data");
    await client.fetch("/data", { redirect: "follow" });

    assert.deepEqual(rollcall.requests.map((request) => request.redirect), ["error", "follow"]);
  });

  test("goes with the calls of the user, and the cookie does not", async () => {
    await client.sessions.list({ limit: 5 });
    await client.sessions.end("s 2");
    await client.sessions.endOthers();
    await client.settings.change({ maxSessions: 1 });

    assert.deepEqual(
      rollcall.requests.map((request) => `${request.method} ${request.url.slice(BASE.length)} ${request.credentials}`),
      [
        "GET /auth/sessions?limit=5 omit",
        "DELETE /users/june/sessions/s%202 omit",
        "POST /auth/logout-all?except=current omit",
        "PUT /users/june/security-settings omit",
      ],
    );
    assert.deepEqual(await rollcall.requests[3].json(), { maxSessions: 1 });
  });
});

describe("Without a browser", () => {
  test("the refresh token is in memory, and the login asks for no cookie", async () => {
    const rollcall = new FakeRollcall();
    const browser = new FakeBrowser(rollcall.answer);
    const client = clientOn(browser.program(), { baseUrl: BASE });
    assert.equal(await client.resume(), undefined);
    const tokens = await rollcall.tokens().json();
    rollcall.instead("/auth/login", Response.json({ ...tokens, refresh_token: "r1" }));
    await client.signIn({ userName: "june", password: "secret" });
    await browser.advance(900_000);
    await client.fetch("/data");

    const [login, refresh] = rollcall.requests;
    assert.equal((await login.json()).refreshTokenCookie, false);
    assert.equal(login.credentials, "omit");
    assert.deepEqual(await refresh.json(), { refresh_token: "r1" });
  });
});
