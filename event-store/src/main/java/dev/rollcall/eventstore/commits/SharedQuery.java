package dev.rollcall.eventstore.commits;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Finds something by its key. Threads that ask while a query is under way share the next one, so that under load one
 * statement answers many. An answer reflects everything that was committed before {@link #find} was called.
 */
public final class SharedQuery<K, V> {

    private static final int LANES = 2;

    private static final int LARGEST = 100;

    private final Function<Collection<K>, Map<K, V>> query;
    private final WorkGroups<Asked<K, V>> groups = new WorkGroups<>(LANES, LARGEST, this::answer);

    /** @param query finds the values of keys; keys without a value are left out. Called with at most 100 keys */
    public SharedQuery(Function<Collection<K>, Map<K, V>> query) {
        this.query = query;
    }

    /** Returns the value of a key; null if it has none. In a transaction, the query runs in that transaction. */
    public @Nullable V find(K key) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return query.apply(List.of(key)).get(key);
        }
        Asked<K, V> asked = new Asked<>(key);
        groups.work(asked);
        return asked.value;
    }

    private void answer(List<Asked<K, V>> group) {
        Set<K> keys = group.stream().map(asked -> asked.key).collect(Collectors.toSet());
        Map<K, V> found = query.apply(keys);
        group.forEach(asked -> asked.value = found.get(asked.key));
    }

    private static final class Asked<K, V> {

        final K key;

        /** Written by the thread that queries, before it tells the one that asked. */
        @Nullable
        V value;

        Asked(K key) {
            this.key = key;
        }
    }
}
