package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.eventstore.Patience;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes events into the new table, batch by batch. */
class TableReplay implements AutoCloseable {

    static final int BATCH = 2_000;

    private final JdbcTemplate jdbc;
    private final EventBatches events;
    private final ReadModel.Writer writer;
    private final Rebuild.Progress progress;
    private final TransactionTemplate transaction;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(new CustomizableThreadFactory("rebuild-reader-"));

    private long done;

    TableReplay(Rebuild.Database database, ReadModel.Writer writer, Rebuild.Progress progress) {
        this.jdbc = database.jdbc();
        this.events = database.events();
        this.writer = writer;
        this.progress = progress;
        this.transaction = new TransactionTemplate(database.transactions());
    }

    /**
     * A transaction for each batch. The next one is read while one is written.
     *
     * @return how many events that were
     */
    long run(long after, long upTo) {
        long before = done;
        EventBatches.Batch batch = events.read(after, upTo, BATCH);
        while (!batch.events().isEmpty()) {
            EventBatches.Batch current = batch;
            CompletableFuture<EventBatches.Batch> next =
                    CompletableFuture.supplyAsync(() -> events.read(current.last(), upTo, BATCH), reader);
            transaction.executeWithoutResult(status -> {
                Patience.take(jdbc, Patience.FOR_A_BATCH);
                // Should the server crash, the rebuild is over anyway.
                jdbc.execute("SET LOCAL synchronous_commit = off");
                write(current, done);
            });
            done += current.events().size();
            batch = join(next);
        }
        return done - before;
    }

    /** All that is left, in the transaction that is under way, and that may be tried again. */
    void finish(long after) {
        long doneThere = done;
        EventBatches.Batch batch = events.read(after, Long.MAX_VALUE, BATCH);
        while (!batch.events().isEmpty()) {
            write(batch, doneThere);
            doneThere += batch.events().size();
            batch = events.read(batch.last(), Long.MAX_VALUE, BATCH);
        }
    }

    private void write(EventBatches.Batch batch, long doneBefore) {
        if (progress.isStopped()) {
            throw new IllegalStateException("The rebuild was stopped");
        }
        writer.write(batch.events());
        progress.done(doneBefore + batch.events().size());
    }

    private static EventBatches.Batch join(CompletableFuture<EventBatches.Batch> next) {
        try {
            return next.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    @Override
    public void close() {
        reader.shutdown();
    }
}
