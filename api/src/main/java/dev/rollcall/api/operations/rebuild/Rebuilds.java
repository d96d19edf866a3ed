package dev.rollcall.api.operations.rebuild;

import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.query.rebuild.ReadModel;
import dev.rollcall.query.rebuild.Rebuild;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Rebuilds read models on this node, in the background. */
@Component
public class Rebuilds implements DisposableBean {

    private static final int STOP_WITHIN_SECONDS = 10;

    private final Projections projections;
    private final RebuildRecords records;
    private final Rebuild.Database database;
    private final ExecutorService workers = Executors.newCachedThreadPool(new CustomizableThreadFactory("rebuild-"));

    private volatile boolean stopping;

    Rebuilds(Projections projections, RebuildRecords records, Rebuild.Database database) {
        this.projections = projections;
        this.records = records;
        this.database = database;
    }

    /**
     * @param requestedBy who requested the rebuild
     * @throws Problem {@code PROJECTION_NOT_FOUND}, {@code REBUILD_IN_PROGRESS}
     */
    public RebuildView start(String projection, boolean dryRun, String requestedBy) {
        ReadModel model = model(projection);
        long id = records.begin(model.name(), dryRun, requestedBy)
                .orElseThrow(() -> new Problem(
                        ProblemCode.REBUILD_IN_PROGRESS,
                        "A rebuild of " + model.name() + " is under way. Wait until it is done."));
        workers.execute(() -> new RebuildRun(records, id, dryRun, () -> stopping).run(database, model));
        return find(projection, Long.toString(id));
    }

    /** @throws Problem {@code PROJECTION_NOT_FOUND}, {@code REBUILD_NOT_FOUND} */
    public RebuildView find(String projection, String id) {
        ReadModel model = model(projection);
        return number(id)
                .flatMap(number -> records.find(model.name(), number))
                .orElseThrow(() -> new Problem(ProblemCode.REBUILD_NOT_FOUND, "Check the id."));
    }

    private ReadModel model(String name) {
        return projections
                .find(name)
                .orElseThrow(() -> new Problem(ProblemCode.PROJECTION_NOT_FOUND, "See GET /admin/projections."));
    }

    private static Optional<Long> number(String id) {
        return id.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        workers.shutdown();
        workers.awaitTermination(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
