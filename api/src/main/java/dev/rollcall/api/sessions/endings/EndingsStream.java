package dev.rollcall.api.sessions.endings;

import dev.rollcall.api.web.stream.ClientOutput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The stream to one service, and what the service has received. Used by one thread, except where it says otherwise. */
class EndingsStream {

    /** A service that is behind for longer is too slow. */
    private static final Duration LONGEST_BEHIND = Duration.ofMinutes(1);

    /** So that one service that reads a long list does not keep the others waiting. */
    private static final int WRITES_PER_TURN = 16;

    private final String source;
    private Endings last;
    private long knownUntil = Long.MIN_VALUE;
    private long caughtUpAt;
    private volatile @Nullable ClientOutput output;

    /** What remains to be done after a turn. */
    enum State {
        /** The service has received everything. */
        CURRENT,
        /** There is more that could be sent at once. */
        MORE,
        /** The service has to take what was sent first; then the stream is told that it is ready. */
        WAITING,
        /** The service was behind for too long. */
        TOO_SLOW
    }

    /** @param openedAt in milliseconds, see {@link StreamClock} */
    EndingsStream(RecentEndings.Start start, long openedAt) {
        this.source = start.source();
        this.last = start.last();
        this.caughtUpAt = openedAt;
    }

    /** Connects the stream to its output, in any thread. Nothing is sent before that. */
    void begin(ClientOutput output) {
        this.output = output;
    }

    /** Returns which endings it tells, in any thread. */
    String source() {
        return source;
    }

    /**
     * Sends what the service has not received yet.
     *
     * @param known what is known, looked up before the call
     * @param nowMillis see {@link StreamClock}
     */
    State send(RecentEndings.@Nullable Known known, EndingTexts texts, long nowMillis) {
        ClientOutput client = output;
        if (client == null) {
            return State.WAITING;
        }
        Endings next = last.next();
        for (int writes = 0; next != null && writes < WRITES_PER_TURN; writes++) {
            if (!client.send(next.content().events())) {
                break;
            }
            last = next;
            next = last.next();
        }
        if (known != null && last.number() >= known.number() && known.untilMillis() > knownUntil) {
            String text = texts.known(known.untilMillis(), new StreamPosition(source, last.number()));
            knownUntil = client.send(text) ? known.untilMillis() : knownUntil;
        }
        return state(client, next == null, nowMillis);
    }

    private State state(ClientOutput client, boolean sentAll, long nowMillis) {
        boolean isReady = client.isReady();
        if (sentAll && isReady) {
            caughtUpAt = nowMillis;
            return State.CURRENT;
        }
        if (nowMillis - caughtUpAt > LONGEST_BEHIND.toMillis()) {
            return State.TOO_SLOW;
        }
        return isReady ? State.MORE : State.WAITING;
    }

    /** Ends the stream, in any thread. */
    void end() {
        ClientOutput client = output;
        if (client != null) {
            client.end("");
        }
    }
}
