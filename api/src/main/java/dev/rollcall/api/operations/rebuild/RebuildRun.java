package dev.rollcall.api.operations.rebuild;

import dev.rollcall.query.rebuild.ReadModel;
import dev.rollcall.query.rebuild.Rebuild;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** One rebuild, which says that it is alive for as long as it lasts, and in the end how it went. */
class RebuildRun implements Rebuild.Progress {

    private static final Logger log = LoggerFactory.getLogger(RebuildRun.class);

    private static final int HEARTBEAT_SECONDS = 2;

    private final RebuildRecords records;
    private final long id;
    private final boolean dryRun;
    private final BooleanSupplier stopped;

    RebuildRun(RebuildRecords records, long id, boolean dryRun, BooleanSupplier stopped) {
        this.records = records;
        this.id = id;
        this.dryRun = dryRun;
        this.stopped = stopped;
    }

    /** Never throws. */
    void run(Rebuild.Database database, ReadModel model) {
        ScheduledExecutorService heart =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("rebuild-heartbeat-"));
        heart.scheduleWithFixedDelay(this::beat, 0, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        try {
            new Rebuild(database, model, id, this).run(dryRun);
            log.info("Rebuild {} of {} is completed", id, model.name());
        } catch (RuntimeException failure) {
            log.error("Rebuild {} of {} has failed; the table is as it was", id, model.name(), failure);
            fail(failure);
        } finally {
            heart.shutdown();
        }
    }

    private void beat() {
        try {
            records.beat(id);
        } catch (RuntimeException failure) {
            log.debug("Nobody could be told that the rebuild is alive", failure);
        }
    }

    private void fail(RuntimeException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String reason = cause == failure ? "" : ": " + cause.getMessage();
        try {
            records.fail(id, failure.getMessage() + reason);
        } catch (RuntimeException another) {
            log.warn("Nobody could be told that the rebuild failed; it counts as such in ten seconds", another);
        }
    }

    @Override
    public void total(long events) {
        records.total(id, events);
    }

    @Override
    public void done(long events) {
        records.done(id, events);
    }

    @Override
    public boolean isStopped() {
        return stopped.getAsBoolean();
    }

    @Override
    public void complete(Rebuild.Outcome outcome) {
        records.complete(id, RebuildView.Result.of(outcome.comparison(), outcome.lockedFor(), dryRun));
    }
}
