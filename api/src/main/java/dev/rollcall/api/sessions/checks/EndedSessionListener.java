package dev.rollcall.api.sessions.checks;

import dev.rollcall.eventstore.following.ChannelReader;
import dev.rollcall.eventstore.postgres.PooledConnections;
import dev.rollcall.query.livesessions.EndedSessionFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Reads the feed of endings, on from where it was, so that no lost notification hides one. A new connection may lead to
 * another server, or to one that recovered from a crash: what was known before is forgotten.
 */
@Component
class EndedSessionListener extends ChannelReader {

    static final String CHANNEL = "rollcall_endings";

    private static final Logger log = LoggerFactory.getLogger(EndedSessionListener.class);

    private static final Duration READ_EVERY = Duration.ofMillis(300);

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    /** Of the reads in between, woken by notifications, none has to wait for a standby. */
    private static final Duration PROVE_EVERY = Duration.ofMillis(250);

    private final KnownSessions known;
    private final ApplicationEventPublisher others;
    private final PooledConnections connections;
    private final Freshness freshness;

    private volatile @Nullable String server;
    private @Nullable EndedSessionFeed feed;
    private String position = "";

    EndedSessionListener(
            DataSource dataSource,
            KnownSessions known,
            ApplicationEventPublisher others,
            PooledConnections connections,
            MeterRegistry meters) {
        super(dataSource, CHANNEL, READ_EVERY);
        this.known = known;
        this.others = others;
        this.connections = connections;
        this.freshness = new Freshness(FRESH_FOR, System::nanoTime, Clock.systemUTC());
        Gauge.builder("rollcall.endings.age", freshness, proven -> proven.age().toMillis() / 1e3)
                .description("How old the proof is that every ending of a session is known here")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Whether every ending that was committed up to a second ago is known here. */
    boolean isFresh() {
        return freshness.isFresh();
    }

    /** Whether an answer is from the server whose endings are read. */
    boolean isFrom(@Nullable String answering) {
        return answering != null && answering.equals(server);
    }

    /** The position comes first: whatever is read in the new epoch has seen all endings before it. */
    @Override
    protected void connected(Connection connection) {
        feed = new EndedSessionFeed(new SingleConnectionDataSource(connection, true));
        position = feed.position();
        server = null;
        known.beginEpoch();
    }

    @Override
    protected void read(boolean notified) {
        Freshness.Moment asked = freshness.now();
        boolean prove = !freshness.isFresherThan(PROVE_EVERY);
        EndedSessionFeed.Batch batch = Objects.requireNonNull(feed).since(position, prove);
        if (batch.server() == null) {
            throw new DataAccessResourceFailureException("Connected to a standby, which may be behind");
        }
        known.end(batch.ended());
        position = batch.next();
        server = batch.server();
        if (prove) {
            freshness.prove(asked);
        }
        if (!batch.users().isEmpty()) {
            others.publishEvent(new EndedSessionsRead(batch.users()));
        }
    }

    /** Other connections may lead to a server that is not the primary any more, and answers all the same. */
    @Override
    protected void failed(Throwable failure) {
        if (failure instanceof SQLException || failure instanceof DataAccessException) {
            connections.renew();
        }
        log.warn("The feed of endings cannot be read; checks ask the database until it can: {}", failure.getMessage());
        log.debug("The failure", failure);
    }
}
