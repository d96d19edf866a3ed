package dev.rollcall.api.web.problem;

import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.command.refusal.UserBusy;
import dev.rollcall.eventstore.continuity.HistoryLost;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Maps exceptions to problem codes, except those that are due to an invalid request. */
public final class FailureCodes {

    /**
     * Exceptions of an unavailable database, or of a command that lost to concurrent commands on every attempt. Nothing
     * was changed, and access is denied.
     */
    private static final List<Class<? extends Exception>> UNAVAILABLE = List.of(
            SQLException.class,
            JdbcException.class,
            DataAccessException.class,
            TransactionException.class,
            EventStoreException.class,
            ConcurrencyException.class);

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
        if (causes(failure).anyMatch(HistoryLost.class::isInstance)) {
            return ProblemCode.HISTORY_LOST;
        }
        return isUnavailable(failure) ? ProblemCode.SESSION_STATE_UNAVAILABLE : ProblemCode.INTERNAL_ERROR;
    }

    private static boolean isUnavailable(Exception failure) {
        return causes(failure).anyMatch(cause -> UNAVAILABLE.stream().anyMatch(type -> type.isInstance(cause)));
    }

    /** Axon wraps the driver's exceptions in others, some of them its own. */
    private static Stream<Throwable> causes(Exception failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
