package dev.rollcall.api.web.problem;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Logs failures of requests. While the database is away or too slow, every request fails in the same way, so that a
 * failure is one line; any other failure has its stack trace.
 */
public final class FailureLog {

    private static final List<Class<? extends Exception>> OUTAGES = List.of(
            TransientDataAccessException.class,
            DataAccessResourceFailureException.class,
            TransactionException.class,
            SQLTransientException.class,
            ConcurrencyException.class);

    /**
     * The SQLSTATE classes of connections, lost races, resources, locks and operators (PostgreSQL documentation,
     * appendix A).
     */
    private static final Set<String> OUTAGE_STATES = Set.of("08", "40", "53", "55", "57");

    private FailureLog() {}

    public static void error(Logger log, String what, Exception failure) {
        if (isOutage(failure)) {
            log.error(
                    "{}: {}",
                    what,
                    NestedExceptionUtils.getMostSpecificCause(failure).toString());
            log.debug("{}", what, failure);
        } else {
            log.error(what, failure);
        }
    }

    private static boolean isOutage(Exception failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> OUTAGES.stream().anyMatch(type -> type.isInstance(cause)) || hasOutageState(cause));
    }

    private static boolean hasOutageState(Throwable cause) {
        return cause instanceof SQLException sql
                && sql.getSQLState() != null
                && OUTAGE_STATES.stream().anyMatch(sql.getSQLState()::startsWith);
    }
}
