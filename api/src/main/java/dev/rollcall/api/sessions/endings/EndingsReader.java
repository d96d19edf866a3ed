package dev.rollcall.api.sessions.endings;

import dev.rollcall.api.sessions.checks.EndedSessionChannel;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.eventstore.continuity.HistoryContinuity;
import dev.rollcall.eventstore.following.ChannelReader;
import dev.rollcall.query.endings.Ending;
import dev.rollcall.query.endings.EndingFeed;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Reads which sessions end, on all nodes, from the first stream on. A node that nobody asks needs no connection for
 * this. If reading fails, the streams end, and begin again with what ended meanwhile.
 */
@Component
class EndingsReader extends ChannelReader {

    private static final Logger log = LoggerFactory.getLogger(EndingsReader.class);

    private static final Duration READ_EVERY = Duration.ofMillis(250);

    /** Reads that notifications cause in between prove nothing and need not wait for a standby. */
    private static final long PROVE_EVERY_MILLIS = 200;

    private static final int PAGE = 2_000;

    private final RecentEndings recent;
    private final EndingsStreams streams;
    private final HistoryContinuity continuity;
    private final StreamClock clock;

    private @Nullable DataSource connection;
    private @Nullable EndingFeed feed;
    private String position = "";
    private Set<Ending> lastRead = Set.of();
    private long provenAt;
    private volatile boolean failing;
    private boolean started;

    EndingsReader(
            DataSource dataSource,
            RecentEndings recent,
            EndingsStreams streams,
            HistoryContinuity continuity,
            StreamClock clock) {
        super(dataSource, EndedSessionChannel.NAME, READ_EVERY);
        this.recent = recent;
        this.streams = streams;
        this.continuity = continuity;
        this.clock = clock;
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    /**
     * Starts to read, unless it has started before. Call it before a stream begins.
     *
     * @throws Problem {@code SESSION_STATE_UNAVAILABLE} if it cannot read at the moment
     */
    synchronized void startOnce() {
        if (failing) {
            throw Problem.tryAgain(ProblemCode.SESSION_STATE_UNAVAILABLE);
        }
        if (streams.isRunning() && !started) {
            recent.restart();
            started = true;
            start();
        }
    }

    /** Takes the position before it reads the past, so that nothing is missed in between. */
    @Override
    protected void connected(Connection opened) {
        DataSource connection = new SingleConnectionDataSource(opened, true);
        EndingFeed feed = new EndingFeed(connection);
        this.connection = connection;
        this.feed = feed;
        position = feed.position();
        lastRead = Set.of();
        provenAt = clock.millis() - PROVE_EVERY_MILLIS;
        Instant since = recent.since();
        recent.addPast(before -> feed.past(since, before, PAGE));
        streams.sendToAll();
    }

    @Override
    protected void read(boolean notified) {
        long beforeRead = clock.millis();
        boolean prove = beforeRead - provenAt >= PROVE_EVERY_MILLIS;
        if (prove) {
            continuity.look(Objects.requireNonNull(connection));
        }
        EndingFeed.Batch batch = Objects.requireNonNull(feed).since(position, prove);
        if (batch.server() == null) {
            throw new DataAccessResourceFailureException("Connected to a standby, which may be behind");
        }
        recent.add(newOnes(batch.endings()));
        position = batch.next();
        if (prove) {
            recent.know(beforeRead);
            provenAt = beforeRead;
            failing = false;
        }
        streams.sendToAll();
    }

    /** What is read twice is read in successive batches. */
    private List<Ending> newOnes(List<Ending> read) {
        List<Ending> added =
                read.stream().filter(ending -> !lastRead.contains(ending)).toList();
        lastRead = read.stream().collect(Collectors.toUnmodifiableSet());
        return added;
    }

    @Override
    protected void failed(Throwable failure) {
        failing = true;
        try {
            recent.restart();
        } finally {
            streams.sendToAll();
        }
        log.warn("Cannot read which sessions end; services ask about each token until then: {}", failure.getMessage());
        log.debug("The failure", failure);
    }
}
