package dev.rollcall.faults.history.rules.limit;

import dev.rollcall.faults.history.facts.SessionFacts;
import dev.rollcall.faults.history.facts.UserFacts;
import dev.rollcall.faults.history.facts.Witness;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.rules.UserRule;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * At no moment are more sessions certainly live than the limit, as far as answers alone can tell. The events are not
 * looked at, so this holds even if they were rewritten.
 *
 * <p>Sound: a session is certainly live from the first answer that shows it, until the bound before the last time that
 * an operation was invoked whose answer shows it. For that answer knew the state of that moment or a later one, and a
 * session that has ended never lives again. If the limit was changed, the highest counts. Two such times that only
 * touch do not overlap.
 */
public final class ClientsSeeLimit implements UserRule {

    private record Span(SessionFacts session, Witness from, long until, Operation last) {}

    private record Edge(long time, boolean isStart, Span span) {}

    @Override
    public void check(UserFacts user, Consumer<Violation> found) {
        Integer limit = highestLimit(user);
        if (limit == null) {
            return;
        }
        List<Edge> edges = new ArrayList<>();
        for (SessionFacts session : user.sessions()) {
            Span span = certainlyLive(session, user.policy().endedBound());
            if (span != null) {
                edges.add(new Edge(span.from.time(), true, span));
                edges.add(new Edge(span.until, false, span));
            }
        }
        edges.sort(Comparator.comparingLong(Edge::time).thenComparing(Edge::isStart));
        Map<String, Span> live = new LinkedHashMap<>();
        for (Edge edge : edges) {
            if (!edge.isStart) {
                live.remove(edge.span.session.id());
                continue;
            }
            live.put(edge.span.session.id(), edge.span);
            if (live.size() > limit) {
                found.accept(exceeded(user, limit, edge.time, live));
            }
        }
    }

    private static @Nullable Integer highestLimit(UserFacts user) {
        Integer highest = user.policy().limit();
        for (StoredEvent event : user.events()) {
            if (event.kind() == EventKind.SETTINGS_CHANGED && event.whenFull() != null && highest != null) {
                highest = event.limit() == null ? null : Integer.valueOf(Math.max(highest, event.limit()));
            }
        }
        return highest;
    }

    private static @Nullable Span certainlyLive(SessionFacts session, long bound) {
        Witness from = session.knownStarted();
        Operation last = session.shownLive().stream()
                .max(Comparator.comparingLong(Operation::invoked))
                .orElse(null);
        if (from == null || last == null) {
            return null;
        }
        long until = last.invoked() - bound;
        return until > from.time() ? new Span(session, from, until, last) : null;
    }

    private static Violation exceeded(UserFacts user, int limit, long time, Map<String, Span> live) {
        List<Integer> lines = live.values().stream()
                .flatMap(span -> Stream.of(span.from.line().line(), span.last.line()))
                .distinct()
                .sorted()
                .toList();
        return new Violation(
                Kind.LIMIT_EXCEEDED_FOR_CLIENTS,
                "At " + time + ", the sessions " + live.keySet() + " of " + user.user()
                        + " were all live, but the limit is " + limit + ".",
                lines);
    }
}
