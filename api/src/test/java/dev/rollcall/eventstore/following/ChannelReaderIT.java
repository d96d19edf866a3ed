package dev.rollcall.eventstore.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rollcall.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChannelReaderIT {

    @Test
    void continuesAfterAnyThrowable() {
        AtomicInteger reads = new AtomicInteger();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        ChannelReader reader =
                new ChannelReader(TestDatabase.create().dataSource(), "reader_test", Duration.ofMillis(10)) {

                    @Override
                    protected void read(boolean notified) {
                        if (reads.incrementAndGet() == 1) {
                            throw new StackOverflowError("an error, not an exception");
                        }
                    }

                    @Override
                    protected void failed(Throwable failure) {
                        failures.add(failure);
                        throw new IllegalStateException("cannot be reported either");
                    }
                };

        reader.start();
        try {
            await().until(() -> reads.get() > 3);
            assertThat(failures).singleElement().isInstanceOf(StackOverflowError.class);
        } finally {
            reader.stop();
        }
    }
}
