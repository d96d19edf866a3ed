package dev.rollcall.eventstore.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class SharedUpdateTest {

    private record Change(String key, int from) {}

    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Queue<List<Change>> updates = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final SharedUpdate<String, Change> update = new SharedUpdate<>(Change::key, this::update);

    @Test
    void changesThatWaitShareOneUpdate() {
        List<CompletableFuture<Boolean>> made = behindTheGate(new Change("a", 1), new Change("b", 1));

        assertThat(made).allSatisfy(one -> assertThat(one.join()).isTrue());
        assertThat(updates)
                .hasSize(2)
                .last()
                .satisfies(group -> assertThat(group).hasSize(2));
    }

    @Test
    void onlyOneOfSeveralChangesWithOneKeyIsMade() {
        List<CompletableFuture<Boolean>> made =
                behindTheGate(new Change("a", 1), new Change("a", 1), new Change("a", 2));

        assertThat(made.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(updates)
                .allSatisfy(group -> assertThat(group).extracting(Change::key).doesNotHaveDuplicates());
    }

    @Test
    void aChangeThatTheDatabaseRefusesFailsAlone() {
        List<CompletableFuture<Boolean>> made = behindTheGate(new Change("refused", 1), new Change("b", 1));

        assertThatThrownBy(made.get(0)::join).hasCauseInstanceOf(DataIntegrityViolationException.class);
        assertThat(made.get(1).join()).isTrue();
    }

    @Test
    void nothingIsMadeTwiceIfNobodyKnowsWhetherItWasMade() {
        List<CompletableFuture<Boolean>> made = behindTheGate(new Change("lost", 1), new Change("b", 1));

        assertThat(made)
                .allSatisfy(one ->
                        assertThatThrownBy(one::join).hasCauseInstanceOf(DataAccessResourceFailureException.class));
        assertThat(updates).hasSize(2);
    }

    private Set<Change> update(Collection<Change> changes) {
        updates.add(List.copyOf(changes));
        if (changes.contains(new Change("gate", 1))) {
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        if (changes.contains(new Change("refused", 1))) {
            throw new DataIntegrityViolationException("refused");
        }
        if (changes.contains(new Change("lost", 1))) {
            throw new DataAccessResourceFailureException("the connection was lost");
        }
        return changes.stream().filter(change -> changed.add(change.key())).collect(Collectors.toSet());
    }

    private List<CompletableFuture<Boolean>> behindTheGate(Change... changes) {
        CompletableFuture<Boolean> first = make(new Change("gate", 1));
        while (updates.isEmpty()) {
            Thread.onSpinWait();
        }
        List<CompletableFuture<Boolean>> made = new ArrayList<>();
        for (Change change : changes) {
            made.add(make(change));
            while (update.waiting() < made.size()) {
                Thread.onSpinWait();
            }
        }
        gate.countDown();
        assertThat(first.join()).isTrue();
        return made;
    }

    private CompletableFuture<Boolean> make(Change change) {
        return CompletableFuture.supplyAsync(() -> update.make(change), task -> new Thread(task).start());
    }
}
