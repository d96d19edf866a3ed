package dev.rollcall.api.sessions.checks;

import dev.rollcall.event.SessionId;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.continuity.HistoryContinuity;
import dev.rollcall.eventstore.following.ChannelReader;
import dev.rollcall.eventstore.postgres.PooledConnections;
import dev.rollcall.query.endings.Ending;
import dev.rollcall.query.endings.EndingFeed;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
 * Reads the feed of ended sessions from where it stopped, so that a lost notification hides none. A new connection may
 * lead to another server, or to one that recovered from a crash, so everything cached before is dropped.
 */
@Component
class EndedSessionListener extends ChannelReader {

    private static final Logger log = LoggerFactory.getLogger(EndedSessionListener.class);

    private static final Duration READ_EVERY = Duration.ofMillis(300);

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    /** Reads in between, woken by notifications, prove nothing and need not wait for a standby. */
    private static final Duration PROVE_EVERY = Duration.ofMillis(250);

    private final NodeId node;
    private final KnownSessions known;
    private final ApplicationEventPublisher publisher;
    private final PooledConnections connections;
    private final HistoryContinuity continuity;
    private final Freshness freshness;

    private volatile @Nullable String server;
    private @Nullable DataSource connection;
    private @Nullable EndingFeed feed;
    private String position = "";

    EndedSessionListener(
            DataSource dataSource,
            NodeId node,
            KnownSessions known,
            ApplicationEventPublisher publisher,
            PooledConnections connections,
            HistoryContinuity continuity,
            MeterRegistry meters) {
        super(dataSource, EndedSessionChannel.NAME, READ_EVERY);
        this.node = node;
        this.known = known;
        this.publisher = publisher;
        this.connections = connections;
        this.continuity = continuity;
        this.freshness = new Freshness(FRESH_FOR, System::nanoTime, Clock.systemUTC());
        Gauge.builder("rollcall.endings.age", freshness, proven -> proven.age().toMillis() / 1e3)
                .description("Age of the proof that this node knows all ended sessions")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Returns whether this node knows every end of a session that was committed up to one second ago. */
    boolean isFresh() {
        return freshness.isFresh();
    }

    /** Returns whether an answer comes from the server whose feed is read. */
    boolean isFrom(@Nullable String answering) {
        return answering != null && answering.equals(server);
    }

    /**
     * Takes the position before it begins the epoch, so that every read in the new epoch reflects the sessions that
     * ended before that position.
     */
    @Override
    protected void connected(Connection opened) {
        DataSource connection = new SingleConnectionDataSource(opened, true);
        this.connection = connection;
        feed = new EndingFeed(connection);
        position = feed.position();
        server = null;
        known.beginEpoch();
    }

    /** What ended on this node is known before it is notified. */
    @Override
    protected boolean isNews(String notification) {
        return !notification.equals(node.value());
    }

    @Override
    protected void read(boolean notified) {
        Freshness.Moment beforeRead = freshness.now();
        boolean prove = !freshness.isFresherThan(PROVE_EVERY);
        if (prove) {
            continuity.look(Objects.requireNonNull(connection));
        }
        EndingFeed.Batch batch = Objects.requireNonNull(feed).since(position, prove);
        if (batch.server() == null) {
            throw new DataAccessResourceFailureException("Connected to a standby, which may be behind");
        }
        known.end(sessions(batch));
        position = batch.next();
        server = batch.server();
        if (prove) {
            freshness.prove(beforeRead);
        }
        if (!batch.endings().isEmpty()) {
            publisher.publishEvent(new EndedSessionsRead(users(batch)));
        }
    }

    private static List<SessionId> sessions(EndingFeed.Batch batch) {
        return batch.endings().stream().map(Ending::sessionId).toList();
    }

    private static List<UserId> users(EndingFeed.Batch batch) {
        return batch.endings().stream().map(Ending::userId).distinct().toList();
    }

    /** Renews the pool: its other connections may lead to a server that still answers but is no longer the primary. */
    @Override
    protected void failed(Throwable failure) {
        if (failure instanceof SQLException || failure instanceof DataAccessException) {
            connections.renew();
        }
        log.warn(
                "Cannot read the feed of ended sessions; checks query the database until it recovers: {}",
                failure.getMessage());
        log.debug("The failure", failure);
    }
}
