package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.audit.ArchivedHistory;
import dev.rollcall.api.audit.EventIndexes;
import dev.rollcall.api.audit.HistoryCatchUp;
import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.eventstore.standby.StandbyReads;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replays a past period under another policy, as if the policy had come into force at its beginning. Users are replayed
 * one after the other, so that only one is in memory. Only one simulation runs at a time, on all nodes together.
 */
@Component
class PolicySimulation {

    /** About ten seconds of work. */
    private static final long MAX_EVENTS = 200_000;

    private static final Duration WINDOW_OF_STARTS = Duration.ofHours(1);

    private static final Duration RETRY = Duration.ofSeconds(10);

    /** The lock and the time limits end with the transaction, so a node that dies releases the lock. */
    private static final String BEGIN = """
            SELECT pg_try_advisory_xact_lock(hashtextextended('rollcall.what-if', 0)),
                   set_config('statement_timeout', :millis, true),
                   set_config('idle_in_transaction_session_timeout', :millis, true)
            """;

    /**
     * Global indexes.
     *
     * @param end exclusive
     */
    record Events(long first, long end) {

        long number() {
            return end - first;
        }
    }

    private final EventBatches events;
    private final EventIndexes indexes;
    private final SessionHistory sessions;
    private final HistoryCatchUp catchUp;
    private final ArchivedHistory archived;
    private final StandbyReads standby;
    private final OperatorSettings operator;
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    PolicySimulation(
            EventBatches events,
            EventIndexes indexes,
            SessionHistory sessions,
            HistoryCatchUp catchUp,
            ArchivedHistory archived,
            StandbyReads standby,
            OperatorSettings operator,
            JdbcClient jdbc,
            JdbcTemplate template,
            PlatformTransactionManager transactions) {
        this.events = events;
        this.indexes = indexes;
        this.sessions = sessions;
        this.catchUp = catchUp;
        this.archived = archived;
        this.standby = standby;
        this.operator = operator;
        this.jdbc = jdbc;
        this.template = template;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Reads from a standby if there is one. Then one simulation runs on each of primary and standby.
     *
     * @param listedUsers how many of the affected users the report names
     * @throws Problem {@code INVALID_REQUEST} for too many events, {@code HISTORY_ARCHIVED} if the period begins in an
     *     archive, {@code WHAT_IF_IN_PROGRESS} or {@code WHAT_IF_TIMED_OUT}
     * @throws RuntimeException what {@link SimulationProgress#step} throws
     */
    SimulationReport run(SimulationRequest request, int listedUsers, SimulationProgress progress) {
        return standby.read(askedAt -> run(request, listedUsers, progress, askedAt));
    }

    private SimulationReport run(
            SimulationRequest request, int listedUsers, SimulationProgress progress, Instant askedAt) {
        Instant from = request.from();
        Events range = requirePossible(request); // before the client has to wait for it
        HistoryFreshness history = catchUp.await(askedAt);
        SimulatedUsers users = new SimulatedUsers(request.policy().under(operator), from, request.to(), listedUsers);
        progress.begin(range.number());
        try {
            transaction.executeWithoutResult(status -> {
                begin(progress.limit());
                run(users, from, range, progress);
            });
        } catch (DataAccessException failure) {
            throw progress.isOverLimit() ? progress.timedOut(failure) : failure;
        }
        archived.requireThere(from.minus(WINDOW_OF_STARTS));
        return users.report(history);
    }

    /**
     * Finds the events of the period, and of the hour before.
     *
     * @throws Problem {@code INVALID_REQUEST} for too many events, {@code HISTORY_ARCHIVED}
     */
    Events requirePossible(SimulationRequest request) {
        Instant earliest = request.from().minus(WINDOW_OF_STARTS);
        Events range = new Events(indexes.lowerBound(earliest), indexes.upperBound(request.to()));
        if (range.number() > MAX_EVENTS) {
            throw Problem.invalid("to", "must be closer to from: a period may have about " + MAX_EVENTS + " events");
        }
        archived.requireThere(earliest);
        return range;
    }

    static Problem inProgress() {
        return new Problem(ProblemCode.WHAT_IF_IN_PROGRESS, "Try again when it is done.").retryAfter(RETRY);
    }

    private void begin(Duration limit) {
        template.execute((ConnectionCallback<Boolean>) connection -> {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(2 * limit.toMillis()));
            return true;
        });
        boolean isLocked = jdbc.sql(BEGIN)
                .param("millis", Long.toString(limit.toMillis()))
                .query((row, index) -> row.getBoolean(1))
                .single();
        if (!isLocked) {
            throw inProgress();
        }
    }

    /**
     * Reads the sessions first: the events, which are read later, then include all users of these sessions. The
     * transaction is not read-only, because reading old events may create user keys.
     */
    private void run(SimulatedUsers users, Instant from, Events range, SimulationProgress progress) {
        try (Stream<PastSession> live = sessions.liveAtByUser(from, range.first(), range.end());
                Stream<SessionEvent> byUser = events.byUser(range.first(), range.end())) {
            users.run(byUser.iterator(), live.iterator(), progress::step);
        }
    }
}
