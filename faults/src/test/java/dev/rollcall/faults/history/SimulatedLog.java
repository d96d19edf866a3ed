package dev.rollcall.faults.history;

import dev.rollcall.faults.history.log.LogReader;
import dev.rollcall.faults.history.log.UnreadableLog;
import dev.rollcall.faults.history.verdict.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A log as maps, so that a test can change any line of it. */
final class SimulatedLog {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, @Nullable Object> policy;
    private final List<Map<String, @Nullable Object>> operations = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> events = new ArrayList<>();

    SimulatedLog(Map<String, @Nullable Object> policy) {
        this.policy = policy;
    }

    List<Map<String, @Nullable Object>> operations() {
        return operations;
    }

    List<Map<String, @Nullable Object>> events() {
        return events;
    }

    Stream<Map<String, @Nullable Object>> events(String kind) {
        return events.stream().filter(event -> kind.equals(event.get("event")));
    }

    Stream<Map<String, @Nullable Object>> done(String op) {
        return operations.stream().filter(operation -> op.equals(operation.get("op")) && isDone(operation));
    }

    static boolean isDone(Map<String, @Nullable Object> operation) {
        return "done".equals(operation.get("outcome"));
    }

    static long number(Map<String, @Nullable Object> line, String field) {
        return ((Number) Objects.requireNonNull(line.get(field))).longValue();
    }

    /** Adds an operation with a new id. */
    Map<String, @Nullable Object> addOperation(String op, String user, long invoked) {
        Map<String, @Nullable Object> operation = new LinkedHashMap<>();
        operation.put("type", "operation");
        operation.put("id", "o" + operations.size());
        operation.put("op", op);
        if (!op.equals("checkpoint")) {
            operation.put("user", user);
        }
        operation.put("invoked", invoked);
        operation.put("outcome", "unknown");
        operations.add(operation);
        return operation;
    }

    /** Adds the next event of a user. */
    Map<String, @Nullable Object> addEvent(String kind, String user) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", "event");
        event.put("event", kind);
        event.put("user", user);
        event.put("sequence", ofUser(user).size());
        event.put("index", events.size());
        events.add(event);
        return event;
    }

    List<Map<String, @Nullable Object>> ofUser(Object user) {
        return events.stream().filter(event -> user.equals(event.get("user"))).toList();
    }

    /** Removes events and numbers the others again, as if they had never been stored. */
    void forget(List<Map<String, @Nullable Object>> forgotten) {
        events.removeIf(event -> forgotten.stream().anyMatch(one -> one == event));
        Map<Object, Integer> next = new LinkedHashMap<>();
        events.forEach(event -> event.put("sequence", next.merge(user(event), 1, Integer::sum) - 1));
    }

    static Object user(Map<String, @Nullable Object> line) {
        return Objects.requireNonNull(line.get("user"));
    }

    /** Returns whether an event is about this session. */
    static boolean isAbout(Map<String, @Nullable Object> event, Object session) {
        return session.equals(event.get("session"))
                || event.get("sessions") instanceof List<?> several && several.contains(session);
    }

    /** Returns whether an event ends this session. */
    static boolean ends(Map<String, @Nullable Object> event, Object session) {
        return !"SessionStarted".equals(event.get("event")) && isAbout(event, session);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        Stream.of(List.of(policy), operations, events)
                .flatMap(List::stream)
                .forEach(line -> text.append(JSON.writeValueAsString(line)).append('\n'));
        return text.toString();
    }

    Verdict verdict() {
        try {
            return HistoryCheck.check(new LogReader().read(new BufferedReader(new StringReader(text()))));
        } catch (UnreadableLog unreadable) {
            throw new IllegalStateException(unreadable);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
