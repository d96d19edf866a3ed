package dev.rollcall.client.endings;

import dev.rollcall.client.EndedSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are known to have ended, and how complete that knowledge is. It has a bound: beyond it, the oldest
 * ends are forgotten, and with them the right to decide about tokens of that time.
 */
public final class Endings {

    /** How far the clocks of Rollcall's nodes may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private static final Comparator<EndedSession> OLDEST_FIRST =
            Comparator.comparing(EndedSession::endedAt).thenComparing(EndedSession::sessionId);

    private final int mostRemembered;
    private final Freshness freshness;

    private final ConcurrentHashMap<String, EndedSession> bySession = new ConcurrentHashMap<>();

    /** The same sessions, in the order in which they are forgotten. */
    private final NavigableSet<EndedSession> oldestFirst = new TreeSet<>(OLDEST_FIRST);

    /** Null until the first list is complete. */
    private volatile @Nullable Knowledge knowledge;

    /** The end of the youngest session that was forgotten. */
    private volatile Instant forgottenUntil = Instant.MIN;

    /**
     * Every session that ended after {@code since}, and before {@code until}, is known.
     *
     * @param since by Rollcall's clock
     * @param until by the clocks of this machine
     */
    private record Knowledge(Instant since, Moment until) {}

    /** What is known about a session at this moment. */
    public enum State {
        LIVE,
        ENDED,
        UNKNOWN
    }

    /** @param maxAge how old the knowledge may be when a session is taken to be live */
    public Endings(int mostRemembered, Duration maxAge, Clocks clocks) {
        this.mostRemembered = mostRemembered;
        this.freshness = new Freshness(maxAge, clocks);
    }

    /** @param issuedAt the claim {@code iat} of the token, by Rollcall's clock */
    public State stateOf(String sessionId, Instant issuedAt) {
        // In this order: what was known before the look-up, and what had been forgotten after it.
        Knowledge known = knowledge;
        if (bySession.containsKey(sessionId)) {
            return State.ENDED;
        }
        if (known == null || !freshness.isFresh(known.until)) {
            return State.UNKNOWN;
        }
        Instant earliest = issuedAt.minus(CLOCK_SKEW);
        Knowledge now = knowledge;
        return now != null && earliest.isAfter(now.since) && earliest.isAfter(forgottenUntil)
                ? State.LIVE
                : State.UNKNOWN;
    }

    /** Returns how a session ended, if that is known. */
    public Optional<EndedSession> find(String sessionId) {
        return Optional.ofNullable(bySession.get(sessionId));
    }

    /** Returns the number of sessions that are known to have ended. */
    public int size() {
        return bySession.size();
    }

    /** Returns how old the knowledge is, or nothing if no list has been complete yet. */
    public Optional<Duration> age() {
        return Optional.ofNullable(knowledge).map(known -> freshness.age(known.until));
    }

    /** Returns the time by Rollcall's clock since which all ends are known, or nothing if there was no list yet. */
    public Optional<Instant> since() {
        return Optional.ofNullable(knowledge)
                .map(known -> known.since.isAfter(forgottenUntil) ? known.since : forgottenUntil);
    }

    /** Tells whether sessions can be taken to be live at this moment. */
    public boolean isFresh() {
        Knowledge known = knowledge;
        return known != null && freshness.isFresh(known.until);
    }

    /** Adds a session. The first report of its end counts. */
    synchronized void add(EndedSession session) {
        if (bySession.putIfAbsent(session.sessionId(), session) == null) {
            oldestFirst.add(session);
            if (oldestFirst.size() > mostRemembered) {
                EndedSession oldest = oldestFirst.first();
                if (oldest.endedAt().isAfter(forgottenUntil)) {
                    forgottenUntil = oldest.endedAt();
                }
                forget(oldest);
            }
        }
    }

    /** Records that a complete list has been added. What ended before it begins is forgotten. */
    synchronized void begin(Instant since, Moment until) {
        knowledge = new Knowledge(since, until);
        while (!oldestFirst.isEmpty() && oldestFirst.first().endedAt().isBefore(since)) {
            forget(oldestFirst.first());
        }
    }

    /** Records that everything that ended before a moment has been added. */
    synchronized void extend(Moment until) {
        Knowledge known = knowledge;
        if (known != null) {
            knowledge = new Knowledge(known.since, until);
        }
    }

    private void forget(EndedSession session) {
        oldestFirst.remove(session);
        bySession.remove(session.sessionId());
    }
}
