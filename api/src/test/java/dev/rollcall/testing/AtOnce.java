package dev.rollcall.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Makes calls at the same moment. */
public final class AtOnce {

    private AtOnce() {}

    /** @param call receives the number of the call, from 0 */
    public static List<Reply> call(int count, IntFunction<Reply> call) {
        ExecutorService callers = Executors.newFixedThreadPool(count);
        try {
            CountDownLatch allReady = new CountDownLatch(count);
            List<Callable<Reply>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                calls.add(() -> {
                    allReady.countDown();
                    allReady.await();
                    return call.apply(number);
                });
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : callers.invokeAll(calls)) {
                replies.add(reply.get());
            }
            return replies;
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            callers.shutdownNow();
        }
    }
}
