package dev.rollcall.api.checks;

import dev.rollcall.api.database.ChannelReader;
import dev.rollcall.query.livesessions.EndingsFeed;
import java.sql.Connection;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Reads the feed of endings, on from where it was, so that neither a lost notification nor a broken connection hides one. */
@Component
class EndingsReader extends ChannelReader {

    static final String CHANNEL = "rollcall_endings";

    private static final Logger log = LoggerFactory.getLogger(EndingsReader.class);

    private static final Duration READ_EVERY = Duration.ofMillis(300);

    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final KnownSessions known;
    private final ApplicationEventPublisher others;

    private volatile long provenAt = System.nanoTime() - FRESH_NANOS;
    private @Nullable EndingsFeed feed;
    private @Nullable String position;

    EndingsReader(DataSource dataSource, KnownSessions known, ApplicationEventPublisher others) {
        super(dataSource, CHANNEL, READ_EVERY);
        this.known = known;
        this.others = others;
    }

    /** Whether every ending that was committed up to a second ago is known here. */
    boolean isFresh() {
        return System.nanoTime() - provenAt < FRESH_NANOS;
    }

    @Override
    protected void connected(Connection connection) {
        feed = new EndingsFeed(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
        if (position == null) {
            position = feed.position();
        }
    }

    @Override
    protected void read(boolean notified) {
        long askedAt = System.nanoTime();
        EndingsFeed.Batch batch = Objects.requireNonNull(feed).since(Objects.requireNonNull(position));
        known.end(batch.ended());
        position = batch.next();
        provenAt = askedAt;
        if (!batch.users().isEmpty()) {
            others.publishEvent(new EndingsRead(batch.users()));
        }
    }

    @Override
    protected void failed(Exception failure) {
        log.warn("The feed of endings cannot be read; checks ask the database until it can: {}", failure.getMessage());
        log.debug("The failure", failure);
    }
}
