package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.EventBatches;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Writes events into the new table in batches. */
class TableReplay implements AutoCloseable {

    static final int BATCH = 2_000;

    private final EventBatches events;
    private final ReadModel.Writer writer;
    private final Rebuild.Progress progress;
    private final BatchTransaction transaction;
    private final ExecutorService reader =
            Executors.newSingleThreadExecutor(new CustomizableThreadFactory("rebuild-reader-"));

    private long done;

    /** @param done how many events are in the new table already */
    TableReplay(Rebuild.Database database, ReadModel.Writer writer, Rebuild.Progress progress, long done) {
        this.events = database.events();
        this.writer = writer;
        this.progress = progress;
        this.done = done;
        this.transaction = new BatchTransaction(database);
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
            transaction.run(() -> write(current, done));
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
