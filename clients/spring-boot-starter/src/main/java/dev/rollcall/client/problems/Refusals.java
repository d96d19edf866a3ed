package dev.rollcall.client.problems;

import dev.rollcall.client.SessionStateUnavailableException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.springframework.security.core.AuthenticationException;

/** Counts requests that were refused, by reason. */
public final class Refusals {

    /** Reasons come from Rollcall, which has about a dozen. */
    private static final int MOST_REASONS = 50;

    private final ConcurrentHashMap<String, LongAdder> byReason = new ConcurrentHashMap<>();

    private volatile BiConsumer<String, LongAdder> onNewReason = (reason, number) -> {};

    /** Counts a refusal. */
    public void count(AuthenticationException failure, ProblemBody problem) {
        String reason = failure instanceof SessionStateUnavailableException
                ? "UNAVAILABLE"
                : String.valueOf(
                        problem.body().getOrDefault("reason", problem.body().get("code")));
        adder(byReason.size() < MOST_REASONS || byReason.containsKey(reason) ? reason : "OTHER")
                .increment();
    }

    /** Calls back with each reason that has been counted, now and later. */
    public synchronized void onReason(BiConsumer<String, LongAdder> callback) {
        onNewReason = callback;
        byReason.forEach(callback);
    }

    private LongAdder adder(String reason) {
        LongAdder known = byReason.get(reason);
        return known == null ? add(reason) : known;
    }

    private synchronized LongAdder add(String reason) {
        LongAdder known = byReason.get(reason);
        if (known != null) {
            return known;
        }
        LongAdder added = new LongAdder();
        byReason.put(reason, added);
        onNewReason.accept(reason, added);
        return added;
    }
}
