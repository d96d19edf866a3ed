import type { Platform } from "./platform.js";
import type { Session } from "./types.js";
import type { SessionsListener } from "./watch.js";

type Message = { kind: "sessions"; sessions: Session[] } | { kind: "ask" };

/**
 * Lets one tab follow the sessions for all: over HTTP/1.1, a browser opens only six connections to a server, and each
 * stream takes one. When that tab closes, the next one follows. Without Web Locks, each tab follows for itself.
 *
 * @param follow follows the sessions until the signal aborts or the session ends
 */
export async function shareWatch(
  platform: Platform,
  name: string,
  listener: SessionsListener,
  signal: AbortSignal,
  follow: (listener: SessionsListener) => Promise<void>,
): Promise<void> {
  const locks = platform.tabs?.locks;
  const channel = locks ? platform.tabs?.openChannel(name) : undefined;
  if (!locks || !channel) {
    return follow(listener);
  }
  let told: Session[] | undefined;
  let following = false;
  channel.addEventListener("message", (event: MessageEvent<unknown>) => {
    const message = event.data as Partial<Message> | null | undefined;
    if (message?.kind === "ask" && told) {
      channel.postMessage({ kind: "sessions", sessions: told });
    } else if (message?.kind === "sessions" && !following && areSessions(message.sessions) && !signal.aborted) {
      listener(message.sessions);
    }
  });
  channel.postMessage({ kind: "ask" });
  try {
    await locks.request(name, { signal }, () => {
      following = true;
      return follow((sessions) => {
        told = sessions;
        channel.postMessage({ kind: "sessions", sessions });
        listener(sessions);
      });
    });
  } catch (failure) {
    if (!signal.aborted) {
      throw failure;
    }
  } finally {
    channel.close();
  }
}

function areSessions(value: unknown): value is Session[] {
  return Array.isArray(value) && value.every((session: Partial<Session>) => typeof session?.sessionId === "string");
}
