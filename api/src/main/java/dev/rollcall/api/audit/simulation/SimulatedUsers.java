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

/** All users under a policy that was not in force, one after the other: what is kept of each is what comes of it. */
class SimulatedUsers {

    private static final int MOST = 10;

    private static final Comparator<AffectedUser> MOST_AFFECTED_FIRST = Comparator.<AffectedUser>comparingInt(
                    user -> -user.evicted() - user.refused())
            .thenComparing(user -> user.userId().value());

    private final SimulatedPolicy policy;
    private final Instant from;
    private final Instant to;
    private final TreeSet<AffectedUser> mostAffected = new TreeSet<>(MOST_AFFECTED_FIRST);

    private int starts;
    private int recordedEvictions;
    private int evicted;
    private int refused;
    private int users;

    private @Nullable PastSession nextLive;

    SimulatedUsers(SimulatedPolicy policy, Instant from, Instant to) {
        this.policy = policy;
        this.from = from;
        this.to = to;
    }

    /**
     * @param events user by user
     * @param live the sessions before the first event, of users who start some, in the same order of users
     * @param step called before each event; may throw to end it all
     */
    void run(Iterator<SessionEvent> events, Iterator<PastSession> live, Runnable step) {
        nextLive = next(live);
        UserId user = null;
        SimulatedUser trial = new SimulatedUser(policy);
        while (events.hasNext()) {
            step.run();
            SessionEvent event = events.next();
            if (!event.userId().equals(user)) {
                note(user, trial);
                user = event.userId();
                trial = new SimulatedUser(policy);
                haveLive(user, trial, live);
            }
            replay(event, trial);
        }
        note(user, trial);
    }

    private void haveLive(UserId user, SimulatedUser trial, Iterator<PastSession> live) {
        while (nextLive != null && nextLive.userId().equals(user)) {
            trial.haveLive(nextLive);
            nextLive = next(live);
        }
    }

    private static @Nullable PastSession next(Iterator<PastSession> live) {
        return live.hasNext() ? live.next() : null;
    }

    private void replay(SessionEvent event, SimulatedUser trial) {
        Instant at = event.occurredAt();
        if (at.isBefore(from)) {
            if (event instanceof SessionStarted started) {
                trial.haveStarted(started.startedAt());
            }
        } else if (at.isBefore(to)) {
            starts += event instanceof SessionStarted ? 1 : 0;
            recordedEvictions += event instanceof SessionEvicted ? 1 : 0;
            trial.replay(event);
        }
    }

    private void note(@Nullable UserId user, SimulatedUser trial) {
        if (user != null && trial.evicted() + trial.refused() > 0) {
            users++;
            evicted += trial.evicted();
            refused += trial.refused();
            mostAffected.add(new AffectedUser(user, trial.evicted(), trial.refused()));
            if (mostAffected.size() > MOST) {
                mostAffected.pollLast();
            }
        }
    }

    SimulationReport report(HistoryFreshness history) {
        return new SimulationReport(
                from, to, history, starts, recordedEvictions, evicted, refused, users, List.copyOf(mostAffected));
    }
}
