package dev.rollcall.api.live;

import dev.rollcall.api.security.Caller;
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

    private final Caller caller;
    private final UserId user;

    private Set<SessionId> known = Set.of();
    private volatile @Nullable EventOutput output;
    private volatile boolean ended;

    LiveStream(Caller caller, UserId user) {
        this.caller = caller;
        this.user = user;
    }

    UserId openedBy() {
        return caller.userId();
    }

    /** Whose sessions matter to it. */
    Set<UserId> users() {
        return caller.is(user) ? Set.of(user) : Set.of(user, caller.userId());
    }

    SessionId ownSession() {
        return caller.sessionId();
    }

    /** @param sessions what the client was told when it came; its own session may have ended since it was let in */
    void knows(List<LiveSession> sessions) {
        known = ids(sessions);
    }

    /** From now on there is something to tell it with. */
    void begin(EventOutput output) {
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
        EventOutput client = output;
        if (client == null) {
            return;
        }
        List<LiveSession> sessions = live.getOrDefault(user, List.of());
        boolean isOver = live.getOrDefault(caller.userId(), List.of()).stream()
                .noneMatch(session -> session.sessionId().equals(ownSession()));
        if (isOver) {
            client.end(client.isReady() ? news(sessions, texts) + texts.ended(ownSession(), caller.userId()) : "");
        } else if (client.isReady()) {
            String news = news(sessions, texts);
            if (!news.isEmpty() && client.send(news)) {
                known = ids(sessions);
            }
        }
    }

    void beat() {
        EventOutput client = output;
        if (client != null) {
            client.send(HEARTBEAT);
        }
    }

    /** Also a stream that is about to begin. */
    void end() {
        ended = true;
        EventOutput client = output;
        if (client != null) {
            client.end("");
        }
    }

    private String news(List<LiveSession> sessions, EventTexts texts) {
        Set<SessionId> ended = new HashSet<>(known);
        ended.removeAll(ids(sessions));
        ended.remove(ownSession());
        StringBuilder news = new StringBuilder();
        ended.forEach(session -> news.append(texts.ended(session, user)));
        sessions.stream()
                .filter(session -> !known.contains(session.sessionId()))
                .forEach(session -> news.append(texts.started(session, ownSession())));
        return news.toString();
    }

    private static Set<SessionId> ids(List<LiveSession> sessions) {
        return sessions.stream().map(LiveSession::sessionId).collect(Collectors.toUnmodifiableSet());
    }
}
