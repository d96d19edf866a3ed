package dev.rollcall.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.eventstore.BackgroundPace;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final AtomicInteger atWork = new AtomicInteger();
    private final Queue<Long> rests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger most = new AtomicInteger();

    @Test
    void workersWorkAtTheSameTimeWhileNobodyWaits() {
        Turns turns = new Turns(BackgroundPace.full());
        CountDownLatch both = new CountDownLatch(2);
        Runnable worker = () -> turns.take(() -> {
            both.countDown();
            return await(both);
        });

        AtOnce.run(List.of(worker, worker));

        assertThat(both.getCount()).isZero();
    }

    @Test
    void theyWorkInTurnIfThereAreRequests() {
        Turns turns = new Turns(new BackgroundPace(() -> true, System::nanoTime, rests::add));
        Runnable worker = () -> {
            for (int part = 0; part < 20; part++) {
                turns.take(this::work);
            }
        };

        AtOnce.run(List.of(worker, worker));

        assertThat(most).hasValue(1);
        assertThat(rests).hasSize(40).allMatch(rest -> rest > 0);
    }

    private int work() {
        int now = atWork.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        Thread.yield();
        return atWork.decrementAndGet();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
            return true;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
