package dev.rollcall.eventstore.continuity;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.ProcessingGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers the last events that this node has committed, and the newest event of any node that it has read. A server
 * that takes over may lack the end of the write-ahead log. So it has all commits up to some commit and none after it,
 * and the last ones tell whether any is missing.
 */
@Component
@ProcessingGroup(ProcessingGroups.LIVE_SESSIONS)
public class SeenEvents implements HistoryWitness {

    /** More than one shared transaction writes; they are acknowledged almost in the order of their commits. */
    private static final int REMEMBERED = 512;

    /** An event that is gone, while a later one of its user exists, is in an archive: a user's last event never is. */
    private static final String SELECT_MISSING = """
            SELECT position - 1 FROM unnest(:users::text[], :sequences::bigint[], :ids::uuid[]) WITH ORDINALITY
                AS seen (aggregate, sequence, id, position)
            WHERE NOT COALESCE((SELECT sequence_number > sequence OR event_identifier = id FROM domain_event_entry
                                WHERE aggregate_identifier = aggregate AND sequence_number >= sequence
                                ORDER BY sequence_number LIMIT 1), false)
            ORDER BY position DESC LIMIT 1
            """;

    /** An archive is recorded after all of its events were committed. */
    private static final String IS_NEWEST_THERE = """
            SELECT EXISTS (SELECT FROM domain_event_entry WHERE global_index = :index AND event_identifier = :id)
                OR EXISTS (SELECT FROM history_archive WHERE last_global_index >= :index)
            """;

    private static final String INDEX_KEY = "event.index";

    private static final String ID_KEY = "event.id";

    private static final String EPOCH_KEY = "event.epoch";

    private final LostHistory lost;
    private final AtomicReferenceArray<@Nullable Committed> committed = new AtomicReferenceArray<>(REMEMBERED);
    private final AtomicInteger next = new AtomicInteger();
    private volatile @Nullable Newest newest;

    private record Committed(String stream, long sequence, UUID id, long epoch) {}

    private record Newest(long globalIndex, UUID id, long epoch) {

        private Missing missing() {
            return new Missing(id.toString(), "event " + id + " with global index " + globalIndex, epoch);
        }
    }

    SeenEvents(LostHistory lost) {
        this.lost = lost;
    }

    @EventHandler
    void on(SessionEvent event, @SequenceNumber long sequence, EventMessage<?> message) {
        var written =
                new Committed(event.userId().value(), sequence, UUID.fromString(message.getIdentifier()), lost.epoch());
        CurrentUnitOfWork.get().root().afterCommit(work -> remember(written));
    }

    /** Takes note of an event that this node has committed, and that no aggregate applied. */
    public void committed(String stream, long sequence, UUID id) {
        remember(new Committed(stream, sequence, id, lost.epoch()));
    }

    private void remember(Committed written) {
        committed.set(Math.floorMod(next.getAndIncrement(), REMEMBERED), written);
    }

    /** Takes note of the newest event. */
    void see(long globalIndex, UUID id) {
        newest = new Newest(globalIndex, id, lost.epoch());
    }

    @Override
    public List<Missing> missing(JdbcClient jdbc) {
        return Stream.of(missingCommit(jdbc, commits()), missingNewest(jdbc, newest))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Returns the remembered commits, the latest last. */
    private List<Committed> commits() {
        List<Committed> commits = new ArrayList<>();
        int first = next.get();
        for (int i = 0; i < REMEMBERED; i++) {
            Committed commit = committed.get(Math.floorMod(first + i, REMEMBERED));
            if (commit != null) {
                commits.add(commit);
            }
        }
        return commits;
    }

    private static Optional<Missing> missingCommit(JdbcClient jdbc, List<Committed> commits) {
        if (commits.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql(SELECT_MISSING)
                .param("users", commits.stream().map(Committed::stream).toArray(String[]::new))
                .param("sequences", commits.stream().map(Committed::sequence).toArray(Long[]::new))
                .param("ids", commits.stream().map(Committed::id).toArray(UUID[]::new))
                .query(Integer.class)
                .optional()
                .map(commits::get)
                .map(gone -> new Missing(
                        gone.id().toString(),
                        "event " + gone.id() + ", number " + gone.sequence() + " of its stream",
                        gone.epoch()));
    }

    private static Optional<Missing> missingNewest(JdbcClient jdbc, @Nullable Newest seen) {
        if (seen == null
                || jdbc.sql(IS_NEWEST_THERE)
                        .param("index", seen.globalIndex())
                        .param("id", seen.id())
                        .query(Boolean.class)
                        .single()) {
            return Optional.empty();
        }
        return Optional.of(seen.missing());
    }

    @Override
    public void forget() {
        for (int i = 0; i < REMEMBERED; i++) {
            committed.set(i, null);
        }
        newest = null;
    }

    @Override
    public void save(Properties file) {
        Newest seen = newest;
        if (seen != null) {
            file.setProperty(INDEX_KEY, Long.toString(seen.globalIndex()));
            file.setProperty(ID_KEY, seen.id().toString());
            file.setProperty(EPOCH_KEY, Long.toString(seen.epoch()));
        }
    }

    @Override
    public void restore(Properties file) {
        if (file.containsKey(ID_KEY)) {
            newest = new Newest(
                    Long.parseLong(file.getProperty(INDEX_KEY)),
                    UUID.fromString(file.getProperty(ID_KEY)),
                    Long.parseLong(file.getProperty(EPOCH_KEY)));
        }
    }
}
