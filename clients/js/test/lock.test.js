import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createLock } from "../dist/lock.js";

describe("The lock", () => {
  /** Belongs to a tab that the browser has stopped. */
  const taken = {
    request: async (_, options, work) => {
      if (options.ifAvailable) {
        return work(null);
      }
      assert.ok(options.signal instanceof AbortSignal);
      throw new DOMException("waited too long", "TimeoutError");
    },
  };

  test("of a tab that does not continue is overtaken", async () => {
    assert.equal(await createLock("x", taken).run(async (waited) => `waited: ${waited}`), "waited: true");
  });

  test("runs work once, also if that fails", async () => {
    const free = { request: async (_, options, work) => work(options.ifAvailable ? null : {}) };
    let runs = 0;
    const failing = createLock("x", free).run(async () => {
      runs++;
      throw new Error("failed");
    });
    await assert.rejects(failing, /failed/);
    assert.equal(runs, 1);
  });

  test("without Web Locks lets one piece of work after another run, whatever comes of it", async () => {
    const lock = createLock("x", undefined);
    const order = [];
    let finish;
    const first = lock.run(async (waited) => {
      order.push(`first ${waited}`);
      await new Promise((resolve) => (finish = resolve));
      throw new Error("failed");
    });
    const second = lock.run(async (waited) => order.push(`second ${waited}`));
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(order, ["first false"]);
    finish();
    await assert.rejects(first, /failed/);
    await second;
    assert.deepEqual(order, ["first false", "second true"]);
    assert.equal(await lock.run(async (waited) => waited), false);
  });
});
