package dev.rollcall.faults.suite;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Calls that are written down: what was asked, what was answered, and when. */
final class RecordedCalls {

    private static final Set<Integer> EXPECTED = Set.of(200, 201, 204, 401, 409, 429, 503);

    private final OperationLog log;
    private final AtomicInteger ids = new AtomicInteger();
    private final Set<String> unexpected = ConcurrentHashMap.newKeySet();

    RecordedCalls(OperationLog log) {
        this.log = log;
    }

    /** Returns answers that no client should get, whatever fails. */
    Set<String> unexpected() {
        return unexpected;
    }

    /** Adds to the line what a successful answer says. */
    interface Reading {
        void read(Answer answer, Map<String, Object> fields);
    }

    /**
     * Makes a call and writes it down.
     *
     * @param fields of the line; more are added
     */
    Answer call(
            String client,
            String node,
            String operation,
            Map<String, Object> fields,
            Supplier<Answer> call,
            Reading reading) {
        fields.put("id", Integer.toString(ids.incrementAndGet()));
        fields.put("op", operation);
        fields.put("client", client);
        fields.put("node", node);
        fields.put("invoked", System.nanoTime());
        Answer answer = call.get();
        if (answer.cameBack()) {
            fields.put("answered", System.nanoTime());
        }
        fields.put("outcome", answer.outcome());
        if (answer.isDone()) {
            reading.read(answer, fields);
        } else {
            fields.put("code", answer.text("code"));
            fields.put("reason", answer.text("reason"));
            note(operation, answer);
        }
        log.write("operation", fields);
        return answer;
    }

    private void note(String operation, Answer answer) {
        if (answer.cameBack() && (!EXPECTED.contains(answer.status()) || answer.text("code") == null)) {
            unexpected.add(operation + ": " + answer.status() + " " + answer.body());
        }
    }
}
