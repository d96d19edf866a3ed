package dev.rollcall.eventstore;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets statements run longer than those of a request. The server resets its limit when the transaction ends, and the
 * pool resets the driver's limit when it gets the connection back.
 */
public final class LongStatements {

    /** For one batch of work on many rows. */
    public static final Duration FOR_A_BATCH = Duration.ofMinutes(1);

    /** For work on all rows of a table at once. */
    public static final Duration FOR_A_TABLE = Duration.ofHours(1);

    /** How much longer the driver waits, so that the server's answer arrives first. */
    private static final Duration DRIVER_MARGIN = Duration.ofSeconds(1);

    private LongStatements() {}

    /** Raises the limit for all later statements of the current transaction. Must be called in a transaction. */
    public static void allow(JdbcTemplate jdbc, Duration longest) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            int millis = Math.toIntExact(longest.plus(DRIVER_MARGIN).toMillis());
            connection.setNetworkTimeout(Runnable::run, millis);
            return true;
        });
        jdbc.execute("SET LOCAL statement_timeout = " + longest.toMillis());
    }

    /** Does a batch of work in a separate transaction, with the limit {@link #FOR_A_BATCH}. */
    public static <T> T inBatch(JdbcTemplate jdbc, PlatformTransactionManager transactions, Supplier<T> work) {
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            allow(jdbc, FOR_A_BATCH);
            return work.get();
        }));
    }
}
