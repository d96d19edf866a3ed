import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const JAR =
  process.env.TESTED_JAR ?? fileURLToPath(new URL("../../../../api/target/rollcall.jar", import.meta.url));

const READY_WITHIN = 180_000;

/**
 * Starts the packaged application with a PostgreSQL of its own, on a free port of this machine, and waits until it is
 * ready.
 *
 * @param {string[]} settings as on the command line, without the dashes
 * @returns {Promise<{address: string, stop(): Promise<void>}>}
 */
export async function startRollcall(...settings) {
  const directory = await mkdtemp(join(tmpdir(), "rollcall-"));
  const port = await freePort();
  const node = spawn(
    process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin", "java") : "java",
    [
      "-Xmx256m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-jar",
      JAR,
      "--server.address=127.0.0.1",
      `--server.port=${port}`,
      `--rollcall.embedded-postgres.data-directory=${join(directory, "data")}`,
      "--rollcall.warm-up.at-most=PT0S",
      "--rollcall.shutdown.drain=PT0S",
      "--rollcall.sessions.max-starts-per-hour=0",
      ...settings.map((setting) => `--${setting}`),
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = new Promise((resolve) => node.once("exit", resolve));
  const stop = async () => {
    node.kill();
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await ready(node);
  } catch (failure) {
    await stop();
    throw failure;
  }
  return { address: `http://127.0.0.1:${port}`, stop };
}

/** Resolves when the application says so. */
function ready(node) {
  return new Promise((resolve, reject) => {
    let output = "";
    const give = (failure) => {
      clearTimeout(timer);
      reject(new Error(`${failure}\n${output}`));
    };
    const timer = setTimeout(() => give("Rollcall is not ready in time"), READY_WITHIN);
    node.once("error", give);
    node.once("exit", () => give("Rollcall has ended"));
    node.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      if (output.includes("Ready at")) {
        clearTimeout(timer);
        resolve();
        output = "";
      }
    });
  });
}

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
