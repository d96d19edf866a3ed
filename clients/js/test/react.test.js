import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Window } from "happy-dom";
import { clientOn } from "../dist/client.js";
import { FakeBrowser } from "./support/fake-browser.js";
import { FakeRollcall, problem } from "./support/fake-rollcall.js";

const BASE = "https://auth.example.org";

globalThis.window = new Window();
globalThis.document = window.document;
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
const { act, createElement } = await import("react");
const { createRoot } = await import("react-dom/client");
const { useSession, useSessions } = await import("../dist/react.js");

describe("The hooks of React", () => {
  test("show who is signed in, the sessions, and why the session ended", async () => {
    const rollcall = new FakeRollcall();
    const browser = new FakeBrowser(rollcall.answer);
    const client = clientOn(browser.tab(), { baseUrl: BASE });
    rollcall.instead("/auth/refresh-token", problem(400, "INVALID_REQUEST", { field: "refresh_token" }));
    const list = 'event: sessions\ndata: {"sessions":[{"sessionId":"s1"},{"sessionId":"s2"}]}\n\n';
    rollcall.instead("/users/june/sessions/events", new Response(list));
    const shown = [];
    function Page() {
      const state = useSession(client);
      const sessions = useSessions(client);
      const text = `${state.status} ${sessions?.length ?? "-"} ${state.ended?.reason ?? ""}`.trim();
      shown.push(text);
      return createElement("p", null, text);
    }
    browser.stored.set(`rollcall:${BASE}`, "s1");
    const element = window.document.createElement("div");
    const root = createRoot(element);

    await act(async () => root.render(createElement(Page)));
    assert.equal(shown[0], "unknown -");
    assert.equal(element.textContent, "signed-out -");
    await act(() => client.signIn({ userName: "june", password: "secret" }));
    assert.equal(element.textContent, "signed-in 2");
    await act(() => client.signOut());
    assert.equal(element.textContent, "signed-out - LOGGED_OUT");
    await act(async () => root.unmount());
    await client.signIn({ userName: "june", password: "secret" });
    assert.equal(shown.at(-1), "signed-out - LOGGED_OUT");
  });
});
