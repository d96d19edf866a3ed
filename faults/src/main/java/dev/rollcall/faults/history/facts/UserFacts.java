package dev.rollcall.faults.history.facts;

import dev.rollcall.faults.history.log.Action;
import dev.rollcall.faults.history.log.EventKind;
import dev.rollcall.faults.history.log.Operation;
import dev.rollcall.faults.history.log.Policy;
import dev.rollcall.faults.history.log.StoredEvent;
import dev.rollcall.faults.history.log.UserHistory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All that follows from the log about one user. */
public final class UserFacts {

    private final Policy policy;
    private final UserHistory history;
    private final Map<String, SessionFacts> sessions = new LinkedHashMap<>();
    private final Causes causes;
    private final Moments moments;

    public UserFacts(Policy policy, UserHistory history) {
        this.policy = policy;
        this.history = history;
        for (int position = 0; position < history.events().size(); position++) {
            place(history.events().get(position), position);
        }
        history.operations().forEach(this::hear);
        AcknowledgedLogouts logouts = new AcknowledgedLogouts(history.operations());
        sessions.values()
                .forEach(session ->
                        session.isAcknowledgedAsEnded(logouts.including(session.id(), session.knownStarted())));
        causes = new Causes(history.events(), history.operations(), sessions);
        moments = new Moments(history.events(), sessions, causes);
    }

    private void place(StoredEvent event, int position) {
        if (event.kind() == EventKind.STARTED) {
            of(event.session()).startsAt(position);
        }
        event.endedSessions().forEach(session -> of(session).endsAt(position));
    }

    private void hear(Operation operation) {
        if (operation.action() == Action.START && operation.session() != null) {
            of(operation.session()).isStartedBy(operation);
        } else if (operation.action() == Action.END) {
            of(operation.session()).isToEndBy(operation);
        } else if (operation.action() == Action.REFRESH) {
            of(operation.session()).isRefreshedBy(operation);
        }
        String refused = operation.refusedSession();
        if (refused != null) {
            of(refused).isRefusedBy(operation);
        }
        if (operation.isDone()) {
            hearAnswer(operation);
        }
    }

    private void hearAnswer(Operation operation) {
        switch (operation.action()) {
            case START, REFRESH, CHECK -> of(operation.session()).isShownLiveBy(operation);
            case INTROSPECT -> {
                if (Objects.equals(operation.active(), true)) {
                    of(operation.session()).isShownLiveBy(operation);
                }
            }
            case LIST -> {
                if (operation.sessions() != null) {
                    operation.sessions().forEach(session -> of(session).isShownLiveBy(operation));
                }
            }
            case END -> of(operation.session()).isAcknowledgedAsEndedBy(operation);
            case END_OTHERS, END_ALL, CHECKPOINT -> {}
        }
        if (operation.caller() != null) {
            of(operation.caller()).isShownLiveBy(operation);
        }
        if (operation.ended() != null) {
            operation.ended().forEach(session -> of(session).isAcknowledgedAsEndedBy(operation));
        }
    }

    private SessionFacts of(@Nullable String session) {
        return sessions.computeIfAbsent(Objects.requireNonNull(session), SessionFacts::new);
    }

    public String user() {
        return history.user();
    }

    public Policy policy() {
        return policy;
    }

    /** In the order in which they were invoked. */
    public List<Operation> operations() {
        return history.operations();
    }

    /** In the order of their sequence numbers; a position counts them from 0. */
    public List<StoredEvent> events() {
        return history.events();
    }

    /** All sessions that an event or an answer names. */
    public Collection<SessionFacts> sessions() {
        return sessions.values();
    }

    /** Returns what is known about a session; null if neither an event nor an answer names it. */
    public @Nullable SessionFacts session(String id) {
        return sessions.get(id);
    }

    public Moments moments() {
        return moments;
    }

    /** Returns whether anything in the log may have caused the event at this position. */
    public boolean isExplained(int position) {
        return causes.isExplained(position);
    }

    /** Returns which states an operation may have seen. */
    public States statesSeenBy(Operation operation) {
        return States.of(operation, moments);
    }

    /**
     * Returns when a session was certainly over: its end was acknowledged, or an answer said so, or an answer shows its
     * end or a later event of the user. Null if no answer proves it.
     */
    public @Nullable Witness certainlyOver(SessionFacts session) {
        Witness said = session.saidEnded();
        Witness stored = session.ends().isEmpty()
                ? null
                : moments.notAfter(session.ends().get(0));
        return Witness.earlier(said, stored);
    }
}
