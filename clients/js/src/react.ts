import { useEffect, useState, useSyncExternalStore } from "react";
import type { RollcallClient } from "./client.js";
import type { Session, State } from "./types.js";

/** Returns whether this browser is signed in, and renders again when that changes. Finds out when first used. */
export function useSession(client: RollcallClient): State {
  const state = useSyncExternalStore(
    (changed) => client.subscribe(changed),
    () => client.state,
    () => client.state,
  );
  useEffect(() => {
    if (state.status === "unknown") {
      client.resume().catch(() => undefined);
    }
  }, [client, state.status]);
  return state;
}

/** Returns the live sessions of the user, newest first, as they change; undefined until they are known. */
export function useSessions(client: RollcallClient): Session[] | undefined {
  const state = useSession(client);
  const sessionId = state.status === "signed-in" ? state.session.sessionId : undefined;
  const [sessions, setSessions] = useState<Session[]>();
  useEffect(() => {
    setSessions(undefined);
    return sessionId === undefined ? undefined : client.sessions.watch(setSessions);
  }, [client, sessionId]);
  return sessions;
}
