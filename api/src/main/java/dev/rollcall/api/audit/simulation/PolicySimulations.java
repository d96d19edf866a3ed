package dev.rollcall.api.audit.simulation;

import dev.rollcall.api.audit.AuditProperties;
import dev.rollcall.api.audit.AuditQueries;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs policy simulations on this node in the background, for people who look at pages. One runs at a time on all nodes
 * together. It ends after {@code rollcall.audit.what-if-time-limit}, whether somebody is looking or not.
 */
@Component
public class PolicySimulations implements DisposableBean {

    private static final JsonMapper JSON = new JsonMapper();

    private static final int LISTED_USERS = 1_000;

    private static final int STOP_WITHIN_SECONDS = 10;

    private final PolicySimulation simulation;
    private final SimulationRecords records;
    private final AuditQueries queries;
    private final Clock clock;
    private final Duration timeLimit;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(new CustomizableThreadFactory("what-if-"));

    private volatile boolean stopping;

    PolicySimulations(
            PolicySimulation simulation,
            SimulationRecords records,
            AuditQueries queries,
            Clock clock,
            AuditProperties settings) {
        this.simulation = simulation;
        this.records = records;
        this.queries = queries;
        this.clock = clock;
        this.timeLimit = settings.whatIfTimeLimit();
    }

    /**
     * Starts a simulation, and records that it was asked for.
     *
     * @param path where the auditor asked for it
     * @return its id
     * @throws Problem {@code INVALID_REQUEST}, {@code HISTORY_ARCHIVED} if the period begins in an archive, or
     *     {@code WHAT_IF_IN_PROGRESS}
     * @throws dev.rollcall.event.InvalidSetting if a value of the policy is out of its range
     */
    public long start(UserId auditor, String path, SimulationRequest request) {
        queries.record(auditor, path, JSON.writeValueAsString(request));
        request.requireValid(clock.instant());
        simulation.requirePossible(request);
        long id = records.begin(auditor, request).orElseThrow(PolicySimulation::inProgress);
        worker.execute(() -> new SimulationRun(records, id, timeLimit, () -> stopping, System::nanoTime)
                .run(simulation, request, LISTED_USERS));
        return id;
    }

    /** Returns one of the last 20 simulations; empty if there is none with this id. */
    public Optional<SimulationView> find(String id) {
        return id.matches("[1-9][0-9]{0,17}") ? records.find(Long.parseLong(id)) : Optional.empty();
    }

    /** Returns the last simulations without their results, newest first. */
    public List<SimulationView> last(int limit) {
        return records.last(limit);
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        worker.shutdown();
        worker.awaitTermination(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
