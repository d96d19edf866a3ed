package dev.rollcall.eventstore;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets statements take longer than those of a request may. It lasts until the transaction ends: the server forgets it
 * then, and so does the pool when it gets the connection back.
 */
public final class Patience {

    /** What works through many rows in pieces: one piece. */
    public static final Duration FOR_A_BATCH = Duration.ofMinutes(1);

    /** What looks at all rows at once. */
    public static final Duration FOR_A_TABLE = Duration.ofHours(1);

    /** So that the server's answer arrives first. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(1);

    private Patience() {}

    /** To be called in a transaction, for all statements that follow in it. */
    public static void take(JdbcTemplate jdbc, Duration longest) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            int millis = Math.toIntExact(longest.plus(GIVEN_UP_AFTER).toMillis());
            connection.setNetworkTimeout(Runnable::run, millis);
            return true;
        });
        jdbc.execute("SET LOCAL statement_timeout = " + longest.toMillis());
    }

    /** Works through a batch, in a transaction of its own. */
    public static <T> T inBatch(JdbcTemplate jdbc, PlatformTransactionManager transactions, Supplier<T> work) {
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            take(jdbc, FOR_A_BATCH);
            return work.get();
        }));
    }
}
