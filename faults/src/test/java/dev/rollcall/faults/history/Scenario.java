package dev.rollcall.faults.history;

import dev.rollcall.faults.history.log.LogReader;
import dev.rollcall.faults.history.log.UnreadableLog;
import dev.rollcall.faults.history.verdict.Kind;
import dev.rollcall.faults.history.verdict.Verdict;
import dev.rollcall.faults.history.verdict.Violation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A short log about alice. Events get the next sequence number and index unless told otherwise. */
final class Scenario {

    private final List<String> lines = new ArrayList<>();
    private int operations;
    private int events;

    private Scenario(String policy) {
        lines.add("{'type':'policy'" + policy + ",'endedWithin':1000}");
    }

    static Scenario unlimited() {
        return new Scenario("");
    }

    static Scenario evictingAt(int limit) {
        return new Scenario(",'limit':" + limit);
    }

    static Scenario rejectingAt(int limit) {
        return new Scenario(",'limit':" + limit + ",'whenFull':'REJECT'");
    }

    static Scenario withGrace(long grace) {
        return new Scenario(",'refreshGrace':" + grace);
    }

    Scenario line(String json) {
        lines.add(json);
        return this;
    }

    /** @param more further fields, each with a comma before it */
    Scenario operation(String op, String more, long invoked, @Nullable Long answered, String outcome) {
        operations++;
        String end = answered == null ? "" : ",'answered':" + answered;
        String user = op.equals("checkpoint") ? "" : ",'user':'alice'";
        return line("{'type':'operation','id':'o" + operations + "','op':'" + op + "','client':'c','node':'n'" + user
                + more + ",'invoked':" + invoked + end + ",'outcome':'" + outcome + "'}");
    }

    Scenario start(String session, long invoked, long answered) {
        return operation("start", session(session), invoked, answered, "done");
    }

    Scenario unansweredStart(long invoked) {
        return operation("start", "", invoked, null, "unknown");
    }

    Scenario startRefusedByLimit(long invoked, long answered) {
        return operation("start", ",'code':'SESSION_LIMIT_REACHED'", invoked, answered, "refused");
    }

    Scenario end(String session, long invoked, long answered) {
        return operation("end", session(session), invoked, answered, "done");
    }

    Scenario unansweredEnd(String session, long invoked) {
        return operation("end", session(session), invoked, null, "unknown");
    }

    Scenario endAll(long invoked, long answered, String... ended) {
        return operation("endAll", ended(ended), invoked, answered, "done");
    }

    Scenario endOthers(String kept, long invoked, long answered, String... ended) {
        return operation("endOthers", session(kept) + ended(ended), invoked, answered, "done");
    }

    Scenario check(String session, long invoked, long answered) {
        return operation("check", session(session), invoked, answered, "done");
    }

    Scenario refused(String session, String reason, long invoked, long answered) {
        return operation(
                "check",
                session(session) + ",'code':'SESSION_ENDED','reason':'" + reason + "'",
                invoked,
                answered,
                "refused");
    }

    Scenario refresh(String session, String token, String newToken, long invoked, long answered) {
        return operation(
                "refresh",
                session(session) + ",'token':'" + token + "','newToken':'" + newToken + "'",
                invoked,
                answered,
                "done");
    }

    Scenario refusedRefresh(String session, String token, long invoked, long answered) {
        return operation(
                "refresh",
                session(session) + ",'token':'" + token + "','code':'SESSION_ENDED','reason':'TOKEN_REUSE_DETECTED'",
                invoked,
                answered,
                "refused");
    }

    Scenario checkpoint(long size, String root, long invoked, long answered) {
        return operation("checkpoint", ",'size':" + size + ",'root':'" + root + "'", invoked, answered, "done");
    }

    Scenario event(String event, String more) {
        return event(events, event, more);
    }

    Scenario event(int sequence, String event, String more) {
        line("{'type':'event','user':'alice','sequence':" + sequence + ",'index':" + (100 + events) + ",'event':'"
                + event + "'" + more + "}");
        events++;
        return this;
    }

    Scenario started(String session) {
        return event("SessionStarted", session(session));
    }

    Scenario terminated(String session) {
        return terminated(session, "LOGGED_OUT");
    }

    Scenario terminated(String session, String reason) {
        return event("SessionTerminated", session(session) + ",'reason':'" + reason + "'");
    }

    Scenario evicted(String session, String replacedBy) {
        return event("SessionEvicted", session(session) + ",'replacedBy':'" + replacedBy + "'");
    }

    Scenario expired(String session) {
        return event("SessionExpired", session(session) + ",'reason':'IDLE_TIMEOUT'");
    }

    Scenario allTerminated(String... sessions) {
        return event("AllSessionsTerminated", list("sessions", sessions) + ",'reason':'LOGGED_OUT_EVERYWHERE'");
    }

    Scenario othersTerminated(String kept, String... sessions) {
        return event("AllSessionsTerminated", list("sessions", sessions) + ",'kept':'" + kept + "'");
    }

    private static String session(String session) {
        return ",'session':'" + session + "'";
    }

    private static String ended(String... sessions) {
        return list("ended", sessions);
    }

    private static String list(String name, String... values) {
        return ",'" + name + "':"
                + Stream.of(values).map(value -> "'" + value + "'").collect(Collectors.joining(",", "[", "]"));
    }

    /** Returns the log as it would be in a file. */
    String text() {
        return String.join("\n", lines).replace('\'', '"') + "\n";
    }

    Verdict verdict() {
        try {
            return HistoryCheck.check(new LogReader().read(new BufferedReader(new StringReader(text()))));
        } catch (UnreadableLog unreadable) {
            throw new IllegalArgumentException(unreadable);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Kind> violations() {
        return verdict().violations().stream().map(Violation::kind).toList();
    }
}
