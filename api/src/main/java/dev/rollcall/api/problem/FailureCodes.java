package dev.rollcall.api.problem;

import dev.rollcall.command.SessionLimitReached;
import dev.rollcall.command.TooManySessionStarts;
import dev.rollcall.command.UserBusy;
import java.util.List;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The codes by which failures are answered that are no requests gone wrong. */
public final class FailureCodes {

    /** The database is away, or so busy that a command lost every race: nothing was changed, and nothing is allowed. */
    private static final List<Class<? extends Exception>> UNAVAILABLE = List.of(
            DataAccessException.class,
            TransactionException.class,
            EventStoreException.class,
            JdbcException.class,
            ConcurrencyException.class,
            AggregateStreamCreationException.class);

    private FailureCodes() {}

    public static ProblemCode of(Exception failure) {
        if (failure instanceof Problem problem) {
            return problem.code();
        }
        if (failure instanceof SessionLimitReached) {
            return ProblemCode.SESSION_LIMIT_REACHED;
        }
        if (failure instanceof TooManySessionStarts) {
            return ProblemCode.TOO_MANY_SESSION_STARTS;
        }
        if (failure instanceof UserBusy) {
            return ProblemCode.USER_BUSY;
        }
        return UNAVAILABLE.stream().anyMatch(type -> type.isInstance(failure))
                ? ProblemCode.SESSION_STATE_UNAVAILABLE
                : ProblemCode.INTERNAL_ERROR;
    }
}
