import type { Credentials } from "./credentials.js";
import { problemOf, RollcallError } from "./errors.js";
import type { Platform } from "./platform.js";
import type { State } from "./types.js";

/** A service that refuses a token younger than this, in milliseconds, does not get a newer one: that would not help. */
const YOUNG = 5_000;

/**
 * Returns a `fetch` that sends the access token, to the given origins only, and sends a request again once if the token
 * was refused and could be refreshed.
 */
export function authorizedFetch(
  credentials: Credentials,
  platform: Platform,
  baseUrl: string,
  origins: readonly string[],
): typeof fetch {
  return async (input, init) => {
    const request = requestOf(input, init, baseUrl);
    const origin = new URL(request.url).origin;
    if (!origins.includes(origin)) {
      throw new TypeError(`The access token is not for ${origin}. Add it to allowedOrigins if it shall be.`);
    }
    const user = userOf(credentials.state.current);
    const send = async (refused?: string) => {
      const tokens = await unlessAborted(credentials.valid(refused), request.signal);
      if (user !== undefined && tokens.session.userId !== user) {
        throw new RollcallError("USER_CHANGED", "Another user has signed in. The request was not sent.");
      }
      const attempt = request.clone();
      attempt.headers.set("Authorization", `Bearer ${tokens.accessToken}`);
      return { response: await platform.fetch(attempt), tokens };
    };
    const { response, tokens } = await send();
    const young = platform.now() - tokens.receivedAt < YOUNG;
    if (response.status !== 401 || !(await maySucceedAfterRefresh(response, young))) {
      return response;
    }
    try {
      return (await send(tokens.accessToken)).response;
    } catch (failure) {
      if (failure instanceof RollcallError && failure.code === "SIGNED_OUT") {
        return response;
      }
      throw failure;
    }
  };
}

/** A redirect fails unless the caller allows it, so that the token does not go where nobody meant it to. */
function requestOf(input: RequestInfo | URL, init: RequestInit | undefined, baseUrl: string): Request {
  const given = typeof input === "string" ? new URL(input, pageOr(baseUrl)) : input;
  return new Request(given, given instanceof Request ? init : { redirect: "error", ...init });
}

function pageOr(baseUrl: string): string {
  return typeof document === "undefined" ? baseUrl : document.baseURI;
}

function userOf(state: State): string | undefined {
  return state.status === "signed-in" ? state.session.userId : undefined;
}

/**
 * Whether a refresh may help, or tell why the session ended (RFC 6750 section 3.1). A service of another origin may
 * hide the header from scripts.
 */
async function maySucceedAfterRefresh(response: Response, young: boolean): Promise<boolean> {
  const challenge = response.headers.get("WWW-Authenticate");
  if (challenge?.includes("error=") && !challenge.includes('error="invalid_token"')) {
    return false;
  }
  return !young || (await problemOf(response.clone()))?.code === "SESSION_ENDED";
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) {
      abort();
    }
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
