// Serves the page, the client, and one protected call. The service asks Rollcall about every token.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const CLIENT = new URL("../../clients/js/dist/", import.meta.url);

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css" };

/**
 * @param {string} rollcall where Rollcall is, as the browser sees it
 * @param {number} port 0 for any
 * @returns {Promise<import("node:http").Server>} listens on this machine only
 */
export function serve(rollcall, port) {
  const server = createServer((request, response) => {
    answer(request, response, rollcall).catch(() => response.writeHead(500).end());
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

async function answer(request, response, rollcall) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/orders") {
    await orders(request, response, rollcall);
  } else if (pathname === "/config.json") {
    response.setHeader("Content-Type", "application/json").end(JSON.stringify({ rollcall }));
  } else if (request.method === "GET" && /^\/([\w-]+\.(html|js|css))?$/.test(pathname)) {
    await file(new URL(pathname === "/" ? "index.html" : pathname.slice(1), import.meta.url), response);
  } else if (request.method === "GET" && /^\/client\/[\w-]+\.js$/.test(pathname)) {
    await file(new URL(pathname.slice("/client/".length), CLIENT), response);
  } else {
    response.writeHead(404).end();
  }
}

/** Passes Rollcall's refusal on, with its reason. Without an answer, nobody gets an order. */
async function orders(request, response, rollcall) {
  const decision = await fetch(`${rollcall}/authorize`, {
    headers: {
      ...(request.headers.authorization ? { Authorization: request.headers.authorization } : {}),
      "X-Original-Method": request.method,
      "X-Original-URI": request.url,
    },
  }).catch(() => undefined);
  if (!decision?.ok) {
    response.writeHead(decision?.status ?? 503, {
      "Content-Type": decision?.headers.get("Content-Type") ?? "text/plain",
      ...(decision?.headers.has("WWW-Authenticate")
        ? { "WWW-Authenticate": decision.headers.get("WWW-Authenticate") }
        : {}),
    });
    response.end(await decision?.text());
    return;
  }
  const user = decodeURIComponent(decision.headers.get("X-User-Id"));
  response.setHeader("Content-Type", "application/json").end(JSON.stringify([`A teapot for ${user}`]));
}

async function file(path, response) {
  try {
    const content = await readFile(path);
    response.setHeader("Content-Type", TYPES[path.pathname.split(".").pop()]).end(content);
  } catch {
    response.writeHead(404).end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rollcall = "http://localhost:8080", port = "8090"] = process.argv.slice(2);
  await serve(rollcall, Number(port));
  console.log(`Open http://localhost:${port}`);
}
