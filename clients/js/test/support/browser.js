import { chromium } from "playwright-core";

export function launch() {
  return chromium.launch({
    executablePath: process.env.TEST_BROWSER ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Opens a tab of the site with a client, which it keeps in `window.client`, and what it was told in `window.ends`. */
export async function openTab(context, site, rollcall, { locks = true } = {}) {
  const page = await context.newPage();
  if (!locks) {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  }
  await page.goto(`${site}/config.json`);
  await page.evaluate(async (baseUrl) => {
    const { createClient } = await import("/client/index.js");
    window.ends = [];
    window.client = createClient({
      baseUrl,
      allowedOrigins: [location.origin],
      onEnded: (reason, ended) => window.ends.push(`${reason}: ${ended.detail}`),
    });
  }, rollcall);
  return page;
}

/** Signs in, and keeps the result and what the client knows in `window.signIns`. */
export async function signIn(page, user) {
  await page.evaluate(async (request) => {
    window.signIns = [await window.client.signIn(request), window.client.state];
  }, user);
}

export function told(page) {
  return page.evaluate(() => window.ends);
}

/** Resolves when one tab holds the lock and another one waits for it. */
export function whenPending(page) {
  return page.waitForFunction(async () => {
    const { held, pending } = await navigator.locks.query();
    return held.length === 1 && pending.length === 1;
  });
}
