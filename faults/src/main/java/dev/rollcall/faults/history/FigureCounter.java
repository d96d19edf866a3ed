package dev.rollcall.faults.history;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.facts.Witness;
import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.History;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.Outcome;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.verdict.Figures;
import java.util.EnumMap;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Counts what is in a log. */
final class FigureCounter {

    private final Map<Action, Map<Outcome, Long>> operations = new EnumMap<>(Action.class);
    private final Map<String, Long> refusals = new TreeMap<>();
    private final Map<EventKind, Long> events = new EnumMap<>(EventKind.class);
    private final LongStream.Builder acknowledgedStarts = LongStream.builder();
    private long begin = Long.MAX_VALUE;
    private long end;
    private long staleness;

    void add(UserFacts user) {
        user.operations().forEach(this::add);
        for (StoredEvent event : user.events()) {
            events.merge(event.kind(), 1L, Long::sum);
        }
        for (SessionFacts session : user.sessions()) {
            Witness over = user.certainlyOver(session);
            if (over != null) {
                session.shownLive().forEach(shown -> staleness = Math.max(staleness, shown.invoked() - over.time()));
            }
        }
    }

    private void add(Operation operation) {
        operations
                .computeIfAbsent(operation.action(), any -> new EnumMap<>(Outcome.class))
                .merge(operation.outcome(), 1L, Long::sum);
        if (operation.outcome() == Outcome.REFUSED) {
            refusals.merge(operation.code() == null ? "no code" : operation.code(), 1L, Long::sum);
        }
        begin = Math.min(begin, operation.invoked());
        end = Math.max(end, operation.answered() == null ? operation.invoked() : operation.answered());
        if (operation.action() == Action.START && operation.isDone()) {
            acknowledgedStarts.add(operation.answeredAt());
        }
    }

    Figures figures(History history) {
        history.checkpoints().forEach(this::add);
        long longest = 0;
        long from = Math.min(begin, end);
        long last = from;
        PrimitiveIterator.OfLong times = LongStream.concat(
                        acknowledgedStarts.build().sorted(), LongStream.of(end))
                .iterator();
        while (times.hasNext()) {
            long time = times.nextLong();
            if (time - last > longest) {
                longest = time - last;
                from = last;
            }
            last = time;
        }
        return new Figures(operations, refusals, events, longest, from, staleness);
    }
}
