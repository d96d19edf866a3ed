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

/** Runs one rebuild, sends heartbeats meanwhile, and records the result. */
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
        ScheduledExecutorService heartbeat =
                Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("rebuild-heartbeat-"));
        heartbeat.scheduleWithFixedDelay(this::sendHeartbeat, 0, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        try {
            new Rebuild(database, model, id, this).run(dryRun);
            log.info("Rebuild {} of {} is complete", id, model.name());
        } catch (RuntimeException failure) {
            log.error("Rebuild {} of {} failed; the table is unchanged", id, model.name(), failure);
            fail(failure);
        } finally {
            heartbeat.shutdown();
        }
    }

    private void sendHeartbeat() {
        try {
            records.heartbeat(id);
        } catch (RuntimeException failure) {
            log.debug("Cannot record the heartbeat of the rebuild", failure);
        }
    }

    private void fail(RuntimeException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String reason = cause == failure ? "" : ": " + cause.getMessage();
        try {
            records.fail(id, failure.getMessage() + reason);
        } catch (RuntimeException another) {
            log.warn("Cannot record that the rebuild failed; it counts as failed in ten seconds", another);
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
