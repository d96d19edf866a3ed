package dev.rollcall.api.operations.training;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Several users at a time who do over and over what users, services, administrators and auditors do. */
class TrainingLoad {

    private static final int USERS_AT_A_TIME = 8;

    private final int port;
    private final Clock clock;

    TrainingLoad(int port, Clock clock) {
        this.port = port;
        this.clock = clock;
    }

    /**
     * Stops early if a request is refused.
     *
     * @return how many requests there were
     */
    long runFor(Duration length) throws Exception {
        Instant end = clock.instant().plus(length);
        AtomicBoolean failed = new AtomicBoolean();
        List<Callable<Long>> users = new ArrayList<>();
        for (int i = 0; i < USERS_AT_A_TIME; i++) {
            int number = i;
            users.add(() -> {
                TrainingClient client = new TrainingClient(port);
                TrainingClient browser = new TrainingClient(port);
                boolean complete = false;
                try {
                    new TrainingVisits(client, browser, "trainee-" + number, clock).repeatUntil(end, failed::get);
                    complete = true;
                } finally {
                    failed.compareAndSet(false, !complete);
                }
                return client.requests() + browser.requests();
            });
        }
        return requests(users);
    }

    private static long requests(List<Callable<Long>> users) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(users.size());
        try {
            long requests = 0;
            for (Future<Long> user : threads.invokeAll(users)) {
                requests += user.get();
            }
            return requests;
        } finally {
            threads.shutdownNow();
        }
    }
}
