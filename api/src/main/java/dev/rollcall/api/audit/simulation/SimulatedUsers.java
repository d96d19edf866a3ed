package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.api.audit.simulation.SimulationReport.AffectedUser;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.query.history.PastSession;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Simulates all users under a policy that was not in force, one after the other, and keeps only the results. */
class SimulatedUsers {

    private static final Comparator<AffectedUser> MOST_AFFECTED_FIRST = Comparator.<AffectedUser>comparingInt(
                    user -> -user.evicted() - user.refused())
            .thenComparing(user -> user.userId().value());

    private final SimulatedPolicy policy;
    private final Instant from;
    private final Instant to;
    private final int listedUsers;
    private final TreeSet<AffectedUser> mostAffected = new TreeSet<>(MOST_AFFECTED_FIRST);

    private int starts;
    private int recordedEvictions;
    private int evicted;
    private int refused;
    private int users;
    private int recordedEvictionsOfUser;

    private @Nullable PastSession nextLive;

    /** @param listedUsers how many of the affected users the report names */
    SimulatedUsers(SimulatedPolicy policy, Instant from, Instant to, int listedUsers) {
        this.policy = policy;
        this.from = from;
        this.to = to;
        this.listedUsers = listedUsers;
    }

    /**
     * @param events grouped by user
     * @param live the sessions that are live at the beginning, in the same order of users; each of these users has
     *     events
     * @param step called before each event; may throw to abort the run
     */
    void run(Iterator<SessionEvent> events, Iterator<PastSession> live, Runnable step) {
        nextLive = next(live);
        UserId user = null;
        SimulatedUser simulated = new SimulatedUser(policy);
        while (events.hasNext()) {
            step.run();
            SessionEvent event = events.next();
            if (!event.userId().equals(user)) {
                addResult(user, simulated);
                user = event.userId();
                simulated = new SimulatedUser(policy);
                addLive(user, simulated, live);
            }
            replay(event, simulated);
        }
        addResult(user, simulated);
    }

    private void addLive(UserId user, SimulatedUser simulated, Iterator<PastSession> live) {
        while (nextLive != null && nextLive.userId().equals(user)) {
            simulated.addLive(nextLive);
            nextLive = next(live);
        }
    }

    private static @Nullable PastSession next(Iterator<PastSession> live) {
        return live.hasNext() ? live.next() : null;
    }

    private void replay(SessionEvent event, SimulatedUser simulated) {
        Instant at = event.occurredAt();
        if (at.isBefore(from)) {
            if (event instanceof SessionStarted started) {
                simulated.addStart(started.startedAt());
            }
        } else if (at.isBefore(to)) {
            starts += event instanceof SessionStarted ? 1 : 0;
            if (event instanceof SessionEvicted) {
                recordedEvictions++;
                recordedEvictionsOfUser++;
            }
            simulated.replay(event);
        }
    }

    private void addResult(@Nullable UserId user, SimulatedUser simulated) {
        if (user != null && simulated.evicted() + simulated.refused() > 0) {
            users++;
            evicted += simulated.evicted();
            refused += simulated.refused();
            mostAffected.add(new AffectedUser(user, recordedEvictionsOfUser, simulated.evicted(), simulated.refused()));
            if (mostAffected.size() > listedUsers) {
                mostAffected.pollLast();
            }
        }
        recordedEvictionsOfUser = 0;
    }

    SimulationReport report(HistoryFreshness history) {
        return new SimulationReport(
                from, to, history, starts, recordedEvictions, evicted, refused, users, List.copyOf(mostAffected));
    }
}
