package dev.rollcall.eventstore.standby;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The standby that answers queries of auditors: {@code rollcall.reader.*}.
 *
 * @param url JDBC URL of a standby, or of several with targetServerType=secondary. Exports, policy simulations,
 *     and the queries for events and for who was signed in are then answered by it, if it has everything that was
 *     committed when they were asked. See docs/run.md.
 * @param username User of the standby. Without it, that of spring.datasource.username.
 * @param password Password of that user. Without it, that of spring.datasource.password.
 * @param waitAtMost How long a query waits for the standby, 250 milliseconds to 1 minute. Then the primary answers it.
 * @param maximumPoolSize How many connections to the standby a node opens, at least 1.
 */
@ConfigurationProperties("rollcall.reader")
record ReaderProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("PT1S") Duration waitAtMost,
        @DefaultValue("5") int maximumPoolSize) {

    /** The connection pool accepts no shorter time. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    ReaderProperties {
        Assert.isTrue(
                url == null || url.isBlank() || url.startsWith("jdbc:postgresql:"),
                "rollcall.reader.url must be the JDBC URL of a PostgreSQL database");
        Assert.isTrue(
                waitAtMost.compareTo(SHORTEST) >= 0 && waitAtMost.compareTo(LONGEST) <= 0,
                "rollcall.reader.wait-at-most must be from 250 milliseconds to 1 minute");
        Assert.isTrue(maximumPoolSize >= 1, "rollcall.reader.maximum-pool-size must be at least 1");
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "ReaderProperties[" + url + "]";
    }
}
