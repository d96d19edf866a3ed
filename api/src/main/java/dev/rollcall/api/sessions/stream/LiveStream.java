package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.stream.ClientOutput;
import dev.rollcall.api.web.stream.EventResponses;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stream to one client, and what the client knows of a user's sessions. */
class LiveStream {

    private final UserId openedBy;
    private final SessionId ownSession;
    private final UserId user;

    private Set<SessionId> known = Set.of();
    private volatile @Nullable ClientOutput output;
    private volatile boolean ended;

    LiveStream(Caller caller, UserId user) {
        this.openedBy = caller.userId();
        this.ownSession = caller.sessionId();
        this.user = user;
    }

    UserId openedBy() {
        return openedBy;
    }

    /** Returns the users whose sessions matter to this stream. */
    Set<UserId> users() {
        return openedBy.equals(user) ? Set.of(user) : Set.of(user, openedBy);
    }

    SessionId ownSession() {
        return ownSession;
    }

    /**
     * @param sessions what the client was told at first; its own session is missing if it ended after the caller was
     *     checked
     */
    void knows(List<LiveSession> sessions) {
        known = ids(sessions);
    }

    /** Connects the stream to its output; nothing is sent before that. */
    void begin(ClientOutput output) {
        this.output = output;
        if (ended) {
            end();
        }
    }

    boolean hasBegun() {
        return output != null;
    }

    /** Sends what has changed. For a client that cannot take it now, the next call works out the changes anew. */
    void tell(Map<UserId, List<LiveSession>> live, EventTexts texts) {
        ClientOutput client = output;
        if (client == null) {
            return;
        }
        List<LiveSession> sessions = live.getOrDefault(user, List.of());
        boolean isOver = live.getOrDefault(openedBy, List.of()).stream()
                .noneMatch(session -> session.sessionId().equals(ownSession));
        if (isOver) {
            client.end(client.isReady() ? changes(sessions, texts) + texts.ended(ownSession, openedBy) : "");
        } else if (client.isReady()) {
            String changes = changes(sessions, texts);
            if (!changes.isEmpty() && client.send(changes)) {
                known = ids(sessions);
            }
        }
    }

    void beat() {
        ClientOutput client = output;
        if (client != null) {
            client.send(EventResponses.HEARTBEAT);
        }
    }

    /** Ends the stream, even if it has not begun yet. */
    void end() {
        ended = true;
        ClientOutput client = output;
        if (client != null) {
            client.end("");
        }
    }

    private String changes(List<LiveSession> sessions, EventTexts texts) {
        Set<SessionId> ended = new HashSet<>(known);
        ended.removeAll(ids(sessions));
        ended.remove(ownSession);
        StringBuilder changes = new StringBuilder();
        ended.forEach(session -> changes.append(texts.ended(session, user)));
        sessions.stream()
                .filter(session -> !known.contains(session.sessionId()))
                .forEach(session -> changes.append(texts.started(session, ownSession)));
        return changes.toString();
    }

    private static Set<SessionId> ids(List<LiveSession> sessions) {
        return sessions.stream().map(LiveSession::sessionId).collect(Collectors.toUnmodifiableSet());
    }
}
