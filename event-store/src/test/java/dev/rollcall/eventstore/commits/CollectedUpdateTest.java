package dev.rollcall.eventstore.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class CollectedUpdateTest {

    private record Change(String key, int to) {}

    private final Queue<List<Change>> updates = new ConcurrentLinkedQueue<>();
    private final Queue<Change> refused = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean broken;
    private final CollectedUpdate<String, Change> update =
            new CollectedUpdate<>(Change::key, this::update, refused::add);

    @AfterEach
    void close() {
        gate.countDown();
        broken = false;
        update.close();
    }

    @Test
    void changesAreMadeTogetherWithoutAnybodyWaiting() {
        assertThat(update.add(new Change("a", 1))).isTrue();
        assertThat(update.add(new Change("b", 1))).isTrue();
        assertThat(updates).isEmpty();

        gate.countDown();

        await().until(() -> !updates.isEmpty());
        assertThat(updates).containsExactly(List.of(new Change("a", 1), new Change("b", 1)));
    }

    @Test
    void onlyTheLastOfSeveralChangesWithOneKeyIsMade() {
        gate.countDown();
        update.add(new Change("a", 1));
        update.add(new Change("a", 2));

        update.close();

        assertThat(updates).containsExactly(List.of(new Change("a", 2)));
    }

    @Test
    void manyChangesAreMadeInParts() {
        IntStream.range(0, 1_000)
                .forEach(i -> assertThat(update.add(new Change("key-" + i, 1))).isTrue());

        gate.countDown();
        update.close();

        assertThat(updates)
                .hasSizeLessThan(10)
                .allSatisfy(part -> assertThat(part).hasSizeLessThanOrEqualTo(200));
        assertThat(updates.stream().flatMap(List::stream)).hasSize(1_000);
    }

    @Test
    void noMoreAreAcceptedThanThereIsRoomFor() {
        int accepted = 0;
        while (update.add(new Change("key-" + accepted, 1))) {
            accepted++;
        }

        assertThat(accepted).isBetween(20_000, 20_200);
    }

    @Test
    void tellsWhichChangesWereRefused() {
        gate.countDown();
        update.add(new Change("a", 1));
        update.add(new Change("refused", 1));

        update.close();

        assertThat(refused).containsExactly(new Change("refused", 1));
    }

    @Test
    void triesAgainAndAcceptsNoOthersMeanwhile() {
        gate.countDown();
        broken = true;
        update.add(new Change("a", 1));
        await().until(() -> !update.add(new Change("b", 1)));
        assertThat(update.waiting()).isPositive();

        broken = false;

        await().until(() -> update.add(new Change("c", 1)));
        assertThat(updates).first().satisfies(made -> assertThat(made).contains(new Change("a", 1)));
    }

    @Test
    void aLaterChangeIsNotReplacedByOneThatFailed() {
        broken = true;
        update.add(new Change("a", 1));
        await().until(() -> update.waiting() == 0);
        update.add(new Change("a", 2));

        gate.countDown();
        await().until(() -> !update.add(new Change("b", 1)));
        broken = false;
        update.close();

        assertThat(updates).first().satisfies(made -> assertThat(made).startsWith(new Change("a", 2)));
    }

    @Test
    void makesTheRestWhenItIsClosed() {
        gate.countDown();
        update.add(new Change("a", 1));

        update.close();

        assertThat(updates).containsExactly(List.of(new Change("a", 1)));
        assertThat(update.add(new Change("b", 1))).isFalse();
    }

    private Set<Change> update(Collection<Change> changes) {
        try {
            gate.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        if (broken) {
            throw new QueryTimeoutException("broken");
        }
        updates.add(List.copyOf(changes));
        return changes.stream()
                .filter(change -> !change.key().equals("refused"))
                .collect(Collectors.toSet());
    }
}
