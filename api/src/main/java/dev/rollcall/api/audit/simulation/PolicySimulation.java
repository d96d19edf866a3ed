package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.audit.EventPlaces;
import dev.rollcall.api.audit.HistoryCatchUp;
import dev.rollcall.api.audit.HistoryFreshness;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a period of the past again under another policy, as if that had come into force at its beginning. One user after
 * the other, so that no more than one is in memory; one what-if at a time, on all nodes together.
 */
@Component
class PolicySimulation {

    /** Some ten seconds' worth. */
    private static final long MAX_EVENTS = 200_000;

    private static final Duration WINDOW_OF_STARTS = Duration.ofHours(1);

    private static final Duration RETRY = Duration.ofSeconds(10);

    /** The lock goes with the transaction, and so with the node; the limits are those of this transaction. */
    private static final String BEGIN = """
            SELECT pg_try_advisory_xact_lock(hashtextextended('rollcall.what-if', 0)),
                   set_config('statement_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true)
            """;

    private final EventBatches events;
    private final EventPlaces places;
    private final SessionHistory sessions;
    private final HistoryCatchUp fresh;
    private final OperatorSettings operator;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PolicySimulation(
            EventBatches events,
            EventPlaces places,
            SessionHistory sessions,
            HistoryCatchUp fresh,
            OperatorSettings operator,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.events = events;
        this.places = places;
        this.sessions = sessions;
        this.fresh = fresh;
        this.operator = operator;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @param to not included
     * @throws Problem {@code INVALID_REQUEST} if that is too much, {@code WHAT_IF_IN_PROGRESS}, {@code WHAT_IF_TIMED_OUT}
     * @throws java.io.UncheckedIOException if the client is gone
     */
    SimulationReport run(SimulatedPolicy policy, Instant from, Instant to, WaitingClient client) {
        long first = places.notAfter(from.minus(WINDOW_OF_STARTS));
        long end = places.after(to);
        if (end - first > MAX_EVENTS) {
            throw Problem.invalid("to", "must be nearer to from: a period may have some " + MAX_EVENTS + " events");
        }
        HistoryFreshness history = fresh.await();
        SimulatedUsers trials = new SimulatedUsers(policy.under(operator), from, to);
        try {
            transaction.executeWithoutResult(status -> {
                begin(client.limit());
                run(trials, from, first, end, client);
            });
        } catch (DataAccessException failure) {
            throw client.hasWaitedLongEnough() ? client.timedOut(failure) : failure;
        }
        return trials.report(history);
    }

    private void begin(Duration limit) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(2 * limit.toMillis()));
            return true;
        });
        String millis = Long.toString(limit.toMillis());
        Boolean alone = jdbc.queryForObject(BEGIN, (row, index) -> row.getBoolean(1), millis, millis);
        if (!Objects.requireNonNull(alone)) {
            throw new Problem(ProblemCode.WHAT_IF_IN_PROGRESS, "Try again when it is done.").retryAfter(RETRY);
        }
    }

    /** First the sessions: the events that are read after them have all their users. Old events may need new keys. */
    private void run(SimulatedUsers trials, Instant from, long first, long end, WaitingClient client) {
        try (Stream<PastSession> live = sessions.liveAtByUser(from, first, end);
                Stream<SessionEvent> byUser = events.byUser(first, end)) {
            trials.run(byUser.iterator(), live.iterator(), client::requireWaiting);
        }
    }
}
