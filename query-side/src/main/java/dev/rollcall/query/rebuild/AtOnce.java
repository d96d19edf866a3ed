package dev.rollcall.query.rebuild;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Does several things at the same time, each with a connection of its own. */
final class AtOnce {

    /** Each takes a processor of the service or of the database, and a connection that requests cannot use. */
    static final int MOST = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));

    private AtOnce() {}

    /** Returns when all have ended, and then throws the exception of one that has failed. */
    static void run(List<? extends Runnable> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(MOST, new CustomizableThreadFactory("rebuild-worker-"));
        CompletableFuture<?>[] running = tasks.stream()
                .map(task -> CompletableFuture.runAsync(task, threads))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        } finally {
            threads.shutdown();
        }
    }
}
