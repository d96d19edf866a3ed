package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.NOON;
import static dev.rollcall.command.AliceAtNoon.idMadeAt;

import dev.rollcall.command.RandomHistories.Step;
import dev.rollcall.command.handling.Node;
import dev.rollcall.command.refusal.SessionRefusal;
import dev.rollcall.event.InvalidSetting;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SecuritySettings;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SettingsBounds;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;

/** Runs a history on the real aggregate behind a real command bus and repository, and records every turn. */
final class SimulatedUser implements AutoCloseable {

    static final SecuritySettings SERVER =
            new SecuritySettings(2, WhenFull.EVICT_OLDEST, Duration.ofMinutes(30), Duration.ofHours(12), 0);

    /**
     * Users may choose up to three sessions and a longer idle timeout; an administrator may allow up to four sessions.
     */
    static final OperatorSettings OPERATOR =
            new OperatorSettings(SERVER, new SettingsBounds(3, Duration.ofHours(1), SERVER.absoluteTimeout()), 4);

    private final InMemoryEvents events = new InMemoryEvents();
    private final MovableClock clock = new MovableClock(NOON);
    private final Map<SessionId, Instant> lastUses = new HashMap<>();
    private final Node node = new Node(events, OPERATOR, this::lastUsesOf, this::listed, clock);
    private final Set<SessionId> lost = new HashSet<>();
    private final List<SessionId> ids = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    static void everyTurn(List<Step> history, Consumer<Turn> assertion) {
        live(history, user -> user.turns.forEach(assertion));
    }

    static void live(List<Step> history, Consumer<SimulatedUser> assertion) {
        try (SimulatedUser user = new SimulatedUser()) {
            history.forEach(step -> step.applyTo(user));
            assertion.accept(user);
        }
    }

    InMemoryEvents events() {
        return events;
    }

    List<String> liveSessions() {
        return turns.get(turns.size() - 1).liveAfter().keySet().stream()
                .map(SessionId::value)
                .toList();
    }

    UserSessions state() {
        return node.load(ALICE, sessions -> sessions);
    }

    /** Returns an unused id that was made that long ago. */
    SessionId newId(Duration age) {
        SessionId id = idMadeAt(clock.instant().minus(age), ids.size());
        ids.add(id);
        return id;
    }

    /** Returns one of the ids so far, or null. */
    @Nullable
    SessionId idOrNone(int which) {
        int index = which % (ids.size() + 1);
        return index == ids.size() ? null : ids.get(index);
    }

    void send(Object command) {
        List<SessionEvent> before = events.of(ALICE);
        Object answer = answerTo(command);
        List<SessionEvent> after = events.of(ALICE);
        turns.add(new Turn(
                command,
                clock.instant(),
                OPERATOR,
                Map.copyOf(lastUses),
                Set.copyOf(lost),
                before,
                after.subList(before.size(), after.size()),
                answer));
    }

    private @Nullable Object answerTo(Object command) {
        try {
            return node.send(command);
        } catch (SessionRefusal | InvalidSetting | AggregateNotFoundException refusal) {
            return refusal;
        }
    }

    /** Makes a request with a session, which counts as a use only if the session is live. */
    void use(SessionId id) {
        Turn now = new Turn("use", clock.instant(), OPERATOR, lastUses, lost, events.of(ALICE), List.of(), null);
        if (now.rivals().stream().map(SessionStarted::sessionId).anyMatch(id::equals)) {
            lastUses.put(id, clock.instant());
        }
    }

    /** Simulates damage: the session stays live, but is not listed any more. */
    void loseFromList(SessionId id) {
        lost.add(id);
    }

    void letPass(Duration duration) {
        clock.advance(duration);
    }

    private Map<SessionId, Instant> lastUsesOf(Collection<SessionId> sessions) {
        Map<SessionId, Instant> found = new HashMap<>(lastUses);
        found.keySet().retainAll(sessions);
        return found;
    }

    private Set<SessionId> listed(Collection<SessionId> sessions) {
        Set<SessionId> found = new HashSet<>(sessions);
        found.removeAll(lost);
        return found;
    }

    @Override
    public void close() {
        node.close();
    }
}
