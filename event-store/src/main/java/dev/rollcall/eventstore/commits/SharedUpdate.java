package dev.rollcall.eventstore.commits;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Changes rows, each under a condition that only the first of several changes can meet. Threads that ask while an update
 * is under way share the next one, which is committed once for all of them. If the database refuses that, each is tried
 * alone. If nobody knows whether it was committed, it fails for all.
 */
public final class SharedUpdate<K, C> {

    private static final int LANES = 1;

    private static final int LARGEST = 100;

    private final Function<C, K> key;
    private final Function<Collection<C>, Set<C>> update;
    private final WorkGroups<Asked<C>> groups = new WorkGroups<>(LANES, LARGEST, this::change);

    /**
     * @param key what a change is about. Of several changes with one key, a group has only the first
     * @param update makes changes with one statement, and returns those that met their condition
     */
    public SharedUpdate(Function<C, K> key, Function<Collection<C>, Set<C>> update) {
        this.key = key;
        this.update = update;
    }

    /** Returns whether the change was made; it is committed then. In a transaction, it is part of that transaction. */
    public boolean make(C change) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return isMadeAlone(change);
        }
        Asked<C> asked = new Asked<>(change);
        groups.work(asked);
        return asked.made == null ? isMadeAlone(change) : asked.made;
    }

    private boolean isMadeAlone(C change) {
        return !update.apply(List.of(change)).isEmpty();
    }

    private void change(List<Asked<C>> group) {
        Map<K, Asked<C>> firsts = new LinkedHashMap<>();
        group.forEach(asked -> firsts.putIfAbsent(key.apply(asked.change), asked));
        Set<C> made;
        try {
            made = update.apply(
                    firsts.values().stream().map(asked -> asked.change).toList());
        } catch (DataAccessResourceFailureException unknown) {
            throw unknown;
        } catch (DataAccessException refused) {
            return;
        }
        firsts.values().forEach(asked -> asked.made = made.contains(asked.change));
    }

    /** Returns how many changes wait for their turn. */
    int waiting() {
        return groups.waiting();
    }

    private static final class Asked<C> {

        final C change;

        /** Null while undecided. Written by the thread that updates, before it tells the one that asked. */
        @Nullable
        Boolean made;

        Asked(C change) {
            this.change = Objects.requireNonNull(change);
        }
    }
}
