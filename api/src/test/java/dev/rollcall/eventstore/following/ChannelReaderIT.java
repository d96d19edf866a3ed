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

    @Test
    void notificationsThatAreNoNewsNeitherCauseAReadNorHoldUpTheRegularOnes() {
        TestDatabase database = TestDatabase.create();
        List<Boolean> reads = new CopyOnWriteArrayList<>();
        ChannelReader reader = new ChannelReader(database.dataSource(), "news", Duration.ofMillis(100)) {
            @Override
            protected boolean isNews(String notification) {
                return !notification.equals("own");
            }

            @Override
            protected void read(boolean notified) {
                reads.add(notified);
            }

            @Override
            protected void failed(Throwable failure) {}
        };

        reader.start();
        try {
            await().until(() -> !reads.isEmpty());
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                database.jdbc().execute("NOTIFY news, 'own'");
                return reads.size() > 4;
            });
            assertThat(reads.subList(1, reads.size())).containsOnly(false);

            database.jdbc().execute("NOTIFY news, 'of another'");
            await().until(() -> reads.subList(1, reads.size()).contains(true));
        } finally {
            reader.stop();
        }
    }
}
