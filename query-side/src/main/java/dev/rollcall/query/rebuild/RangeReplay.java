package dev.rollcall.query.rebuild;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.eventstore.positions.EventRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Writes the sessions of one range of events into the new table while it is still without indexes. */
class RangeReplay {

    /** Few enough that their devices are opened before PostgreSQL takes the transaction for idle. */
    private static final int ROWS_AT_A_TIME = 1_000;

    /** Some 8 MB of starts. With more, garbage collections take longer, and requests wait for them. */
    static final int MOST_OPEN = 10_000;

    private final BatchTransaction transaction;
    private final EventBatches events;
    private final ReadModel.Loader loader;
    private final EventRange range;
    private final SessionFold fold;

    /** The places in the range of the events that end a session whose row does not say so. */
    private final BitSet late = new BitSet();

    RangeReplay(Rebuild.Database database, ReadModel.Loader loader, EventRange range) {
        this.transaction = new BatchTransaction(database);
        this.events = database.events();
        this.loader = loader;
        this.range = range;
        this.fold = new SessionFold(loader.keepsEnded(), MOST_OPEN);
    }

    /**
     * Writes the rows of all sessions that start in the range, unless it is stopped.
     *
     * @param turns to write a batch
     * @param done receives the number of events in each batch; after the last one, all rows are written
     */
    void run(Turns turns, BooleanSupplier stopped, IntConsumer done) {
        EventBatches.Batch batch = read(range.after());
        while (!batch.events().isEmpty() && !stopped.getAsBoolean()) {
            EventBatches.Batch current = batch;
            batch = turns.take(() -> write(current, done));
        }
    }

    private EventBatches.Batch read(long after) {
        return events.read(after, range.upTo(), TableReplay.BATCH);
    }

    /** @return the next batch */
    private EventBatches.Batch write(EventBatches.Batch batch, IntConsumer done) {
        add(batch);
        EventBatches.Batch next = read(batch.last());
        if (next.events().isEmpty()) {
            fold.finish(0);
        }
        write(next.events().isEmpty() ? 1 : ROWS_AT_A_TIME);
        done.accept(batch.events().size());
        return next;
    }

    /**
     * Writes the ends of sessions whose rows were written before, or by another range. The new table must have its
     * primary key, and the rows of all ranges.
     */
    void runLate(Turns turns, ReadModel.Writer writer, Runnable requireRunning) {
        int place = late.nextSetBit(0);
        while (place >= 0) {
            requireRunning.run();
            List<Long> indexes = new ArrayList<>();
            for (; place >= 0 && indexes.size() < TableReplay.BATCH; place = late.nextSetBit(place + 1)) {
                indexes.add(range.after() + place);
            }
            turns.run(() -> writeLate(indexes, writer));
        }
    }

    private void writeLate(List<Long> indexes, ReadModel.Writer writer) {
        List<SessionEvent> batch = events.at(indexes);
        transaction.run(() -> writer.write(batch));
    }

    private void add(EventBatches.Batch batch) {
        for (int i = 0; i < batch.events().size(); i++) {
            if (!fold.add(batch.events().get(i))) {
                late.set((int) (batch.indexes().get(i) - range.after()));
            }
        }
    }

    /** Writes rows as long as there are at least so many. */
    private void write(int least) {
        while (fold.finished() >= least) {
            List<ReplayedSession> rows = fold.take(ROWS_AT_A_TIME);
            transaction.run(() -> loader.load(rows));
        }
    }
}
