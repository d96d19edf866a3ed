package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.positions.EventRange;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Fills the new table from several ranges of events at the same time. */
class ParallelReplay {

    private static final String BEFORE_FIRST = "SELECT COALESCE(min(global_index), 1) - 1 FROM domain_event_entry";

    private final BatchTransaction transaction;
    private final Turns turns;
    private final Rebuild.Progress progress;
    private final List<RangeReplay> ranges;
    private final AtomicLong events = new AtomicLong();
    private final ReentrantLock reporting = new ReentrantLock();

    private long reported;
    private volatile boolean isFailing;

    ParallelReplay(
            Rebuild.Database database, ReadModel.Loader loader, Turns turns, Rebuild.Progress progress, long upTo) {
        this.transaction = new BatchTransaction(database);
        this.turns = turns;
        this.progress = progress;
        long after = database.jdbc().sql(BEFORE_FIRST).query(Long.class).single();
        this.ranges = split(after, upTo).stream()
                .map(range -> new RangeReplay(database, loader, range))
                .toList();
    }

    /** No range is smaller than a batch. */
    private static List<EventRange> split(long after, long upTo) {
        long width = upTo - after;
        long ranges = Math.min(AtOnce.MOST, (width + TableReplay.BATCH - 1) / TableReplay.BATCH);
        return IntStream.range(0, (int) ranges)
                .mapToObj(range -> new EventRange(after + width * range / ranges, after + width * (range + 1) / ranges))
                .toList();
    }

    /**
     * Writes the rows of all ranges. If one fails, the others end after their current batch.
     *
     * @return the number of events
     */
    long run() {
        AtOnce.run(ranges.stream().<Runnable>map(range -> () -> run(range)).toList());
        report();
        return events.get();
    }

    /** Adds the ends that {@link #run} could not join with their starts. The table must have its primary key by now. */
    void runLate(ReadModel.Writer writer) {
        ranges.forEach(range -> range.runLate(turns, writer, this::requireRunning));
    }

    private void run(RangeReplay range) {
        try {
            range.run(turns, () -> isFailing, this::done);
        } catch (RuntimeException failure) {
            isFailing = true;
            throw failure;
        }
    }

    private void done(int more) {
        requireRunning();
        events.addAndGet(more);
        report();
    }

    /** Returns at once if another thread is reporting. */
    private void report() {
        if (reporting.tryLock()) {
            try {
                long now = events.get();
                if (now > reported) {
                    transaction.run(() -> progress.done(now));
                    reported = now;
                }
            } finally {
                reporting.unlock();
            }
        }
    }

    private void requireRunning() {
        if (progress.isStopped()) {
            throw new IllegalStateException("The rebuild was stopped");
        }
    }
}
