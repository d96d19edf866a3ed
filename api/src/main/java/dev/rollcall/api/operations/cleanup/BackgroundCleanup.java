package dev.rollcall.api.operations.cleanup;

import dev.rollcall.api.sessions.access.Caller;
import dev.rollcall.api.web.problem.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Runs clean-ups that administrators start on pages, so that nobody has to wait for the answer. */
@Component
public class BackgroundCleanup implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(BackgroundCleanup.class);

    private static final int STOP_WITHIN_SECONDS = 10;

    private final Cleanup cleanup;
    private final ExecutorService worker = new ThreadPoolExecutor(
            0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), new CustomizableThreadFactory("cleanup-"));

    BackgroundCleanup(Cleanup cleanup) {
        this.cleanup = cleanup;
    }

    /**
     * Returns when the clean-up has begun.
     *
     * @throws Problem {@code SWEEP_IN_PROGRESS}
     */
    public void start(Caller administrator, boolean dryRun) {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        try {
            worker.execute(() -> run(administrator, dryRun, begun));
        } catch (RejectedExecutionException running) {
            throw Cleanup.inProgress();
        }
        if (!hasBegun(begun)) {
            throw Cleanup.inProgress();
        }
    }

    private static boolean hasBegun(CompletableFuture<Boolean> begun) {
        try {
            return begun.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void run(Caller administrator, boolean dryRun, CompletableFuture<Boolean> begun) {
        try {
            begun.complete(cleanup.run(dryRun, administrator.userId(), () -> begun.complete(true))
                    .isPresent());
        } catch (RuntimeException failure) {
            if (!begun.completeExceptionally(failure)) {
                log.error("The clean-up failed; the next one does the rest", failure);
            }
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(STOP_WITHIN_SECONDS, TimeUnit.SECONDS);
    }
}
