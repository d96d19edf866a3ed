package dev.rollcall.api.sessions.stream;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSession;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one client knows of the sessions of a user. */
class LiveStream {

    private static final String HEARTBEAT = ":\n\n";

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

    /** Whose sessions matter to it. */
    Set<UserId> users() {
        return openedBy.equals(user) ? Set.of(user) : Set.of(user, openedBy);
    }

    SessionId ownSession() {
        return ownSession;
    }

    /** @param sessions what the client was told when it came; its own session may have ended since it was let in */
    void knows(List<LiveSession> sessions) {
        known = ids(sessions);
    }

    /** From now on there is something to tell it with. */
    void begin(ClientOutput output) {
        this.output = output;
        if (ended) {
            end();
        }
    }

    boolean hasBegun() {
        return output != null;
    }

    /** Tells what is different. A client that cannot take it now is told the next time, what is different then. */
    void tell(Map<UserId, List<LiveSession>> live, EventTexts texts) {
        ClientOutput client = output;
        if (client == null) {
            return;
        }
        List<LiveSession> sessions = live.getOrDefault(user, List.of());
        boolean isOver = live.getOrDefault(openedBy, List.of()).stream()
                .noneMatch(session -> session.sessionId().equals(ownSession));
        if (isOver) {
            client.end(client.isReady() ? news(sessions, texts) + texts.ended(ownSession, openedBy) : "");
        } else if (client.isReady()) {
            String news = news(sessions, texts);
            if (!news.isEmpty() && client.send(news)) {
                known = ids(sessions);
            }
        }
    }

    void beat() {
        ClientOutput client = output;
        if (client != null) {
            client.send(HEARTBEAT);
        }
    }

    /** Also a stream that is about to begin. */
    void end() {
        ended = true;
        ClientOutput client = output;
        if (client != null) {
            client.end("");
        }
    }

    private String news(List<LiveSession> sessions, EventTexts texts) {
        Set<SessionId> ended = new HashSet<>(known);
        ended.removeAll(ids(sessions));
        ended.remove(ownSession);
        StringBuilder news = new StringBuilder();
        ended.forEach(session -> news.append(texts.ended(session, user)));
        sessions.stream()
                .filter(session -> !known.contains(session.sessionId()))
                .forEach(session -> news.append(texts.started(session, ownSession)));
        return news.toString();
    }

    private static Set<SessionId> ids(List<LiveSession> sessions) {
        return sessions.stream().map(LiveSession::sessionId).collect(Collectors.toUnmodifiableSet());
    }
}
