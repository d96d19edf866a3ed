package dev.rollcall.eventstore.postgres;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long the database may work and wait for one request: {@code rollcall.database.*}. A node that freezes in the
 * middle of a transaction keeps the rows of up to 100 users locked for up to {@code idleInTransactionTimeout}.
 *
 * @param statementTimeout How long PostgreSQL may work on one statement, 100 milliseconds to 1 day. Then the request is
 *     answered 503. The driver gives up the connection one second later.
 * @param lockTimeout How long a statement waits for a lock that another transaction holds, 100 milliseconds to 1 day.
 *     Then the request is answered 503.
 * @param idleInTransactionTimeout How long a transaction may be idle before PostgreSQL ends it, 100 milliseconds to 1
 *     day. A node that freezes blocks the users it was working on for that long. See docs/run.md.
 */
@ConfigurationProperties("rollcall.database")
public record DatabaseProperties(
        @DefaultValue("PT4S") Duration statementTimeout,
        @DefaultValue("PT3S") Duration lockTimeout,
        @DefaultValue("PT5S") Duration idleInTransactionTimeout) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private static final Duration LONGEST = Duration.ofDays(1);

    /** How much longer the driver waits, so that the server's answer arrives first and its work is over by then. */
    private static final Duration DRIVER_MARGIN = Duration.ofSeconds(1);

    public DatabaseProperties {
        require("statement-timeout", statementTimeout);
        require("lock-timeout", lockTimeout);
        require("idle-in-transaction-timeout", idleInTransactionTimeout);
    }

    private static void require(String name, Duration timeout) {
        Assert.isTrue(
                timeout.compareTo(SHORTEST) >= 0 && timeout.compareTo(LONGEST) <= 0,
                () -> "rollcall.database." + name + " must be from " + SHORTEST + " to " + LONGEST);
    }

    /** Returns the driver's {@code socketTimeout}, in whole seconds, rounded up. */
    long socketTimeoutSeconds() {
        return statementTimeout.plus(DRIVER_MARGIN).plusMillis(999).toSeconds();
    }
}
