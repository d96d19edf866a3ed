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

/** Writes events into the new table in batches. */
class TableReplay implements AutoCloseable {

    static final int BATCH = 2_000;

    private final JdbcTemplate template;
    private final EventBatches events;
    private final ReadModel.Writer writer;
    private final Rebuild.Progress progress;
    private final TransactionTemplate transaction;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(new CustomizableThreadFactory("rebuild-reader-"));

    private long done;

    TableReplay(Rebuild.Database database, ReadModel.Writer writer, Rebuild.Progress progress) {
        this.template = database.template();
        this.events = database.events();
        this.writer = writer;
        this.progress = progress;
        this.transaction = new TransactionTemplate(database.transactions());
    }

    /**
     * Writes the events after one global index up to another, with a transaction for each batch. It reads the next
     * batch while it writes the current one.
     *
     * @return the number of events written
     */
    long run(long after, long upTo) {
        long before = done;
        EventBatches.Batch batch = events.read(after, upTo, BATCH);
        while (!batch.events().isEmpty()) {
            EventBatches.Batch current = batch;
            CompletableFuture<EventBatches.Batch> next =
                    CompletableFuture.supplyAsync(() -> events.read(current.last(), upTo, BATCH), reader);
            transaction.executeWithoutResult(status -> {
                Patience.take(template, Patience.FOR_A_BATCH);
                // If the database server crashes, the rebuild fails anyway.
                template.execute("SET LOCAL synchronous_commit = off");
                write(current, done);
            });
            done += current.events().size();
            batch = join(next);
        }
        return done - before;
    }

    /** Writes all remaining events in the current transaction, which may be rolled back and tried again. */
    void finish(long after) {
        long doneSoFar = done;
        EventBatches.Batch batch = events.read(after, Long.MAX_VALUE, BATCH);
        while (!batch.events().isEmpty()) {
            write(batch, doneSoFar);
            doneSoFar += batch.events().size();
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
