package dev.rollcall.query.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.testing.ReadModels;
import dev.rollcall.query.testing.TestUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** C-2: after any history, a rebuilt table has the same rows as the table that was maintained event by event. */
class RandomHistoriesIT {

    private static final ReadModels MODELS = new ReadModels();

    private enum What {
        START,
        END,
        EVICT_AND_START,
        EXPIRE,
        LOG_OUT_ALL_BUT_ONE,
        CHANGE_SETTINGS,
        ERASE,
        FOLLOW
    }

    /** @param which the session that it happens to, of those that the user has */
    private record Step(String user, What what, int which) {}

    @AfterContainer
    static void stop() {
        MODELS.close();
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<What> what = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(What.START)), Tuple.of(6, Arbitraries.of(What.class)));
        return Combinators.combine(
                        Arbitraries.of("alice", "bob", "carol"),
                        what,
                        Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE)
    void rebuiltTablesEqualMaintainedTables(@ForAll("histories") List<Step> history) {
        MODELS.clear();
        MODELS.record(TestUser.named("always").start());
        Map<String, List<SessionId>> live = new HashMap<>();
        history.forEach(step -> happen(step, live.computeIfAbsent(step.user(), first -> new ArrayList<>())));
        MODELS.followHistory();

        requireTheSame("live-sessions", "live_session");
        requireTheSame("session-history", "session_history");
        assertThat(MODELS.rows("live_session"))
                .hasSize(1 + live.values().stream().mapToInt(List::size).sum());
    }

    private static void requireTheSame(String model, String table) {
        List<Map<String, @Nullable Object>> maintained = MODELS.rows(table);

        Comparison comparison = MODELS.rebuild(model).comparison();

        assertThat(MODELS.rows(table)).isEqualTo(maintained).isNotEmpty();
        assertThat(comparison.isIntact()).isTrue();
        assertThat(comparison.rows()).isEqualTo(maintained.size());
    }

    private static void happen(Step step, List<SessionId> live) {
        TestUser user = TestUser.named(step.user());
        if (step.what() == What.FOLLOW) {
            MODELS.followHistory();
        } else if (step.what() == What.ERASE) {
            end(user, live);
            MODELS.erase(user.id());
        } else if (!live.isEmpty() || step.what() == What.START) {
            MODELS.record(events(step, user, live).toArray(SessionEvent[]::new));
        }
    }

    private static void end(TestUser user, List<SessionId> live) {
        if (!live.isEmpty()) {
            MODELS.record(user.remove(live));
            live.clear();
        }
    }

    /** Returns what happens at a step, and updates the user's live sessions. */
    private static List<SessionEvent> events(Step step, TestUser user, List<SessionId> live) {
        SessionId one = live.isEmpty() ? TestUser.newSession() : live.get(step.which() % live.size());
        SessionId another = TestUser.newSession();
        List<SessionId> others =
                live.stream().filter(session -> !session.equals(one)).toList();
        switch (step.what()) {
            case START -> live.add(another);
            case END, EXPIRE -> live.remove(one);
            case EVICT_AND_START -> live.set(live.indexOf(one), another);
            case LOG_OUT_ALL_BUT_ONE -> live.removeAll(others);
            default -> {}
        }
        return switch (step.what()) {
            case START -> List.of(user.start(another));
            case END -> List.of(user.logOut(one));
            case EXPIRE -> List.of(user.expire(one, ExpiryCause.values()[step.which() % 3]));
            case EVICT_AND_START -> List.of(user.evict(one, another), user.start(another));
            case LOG_OUT_ALL_BUT_ONE -> others.isEmpty() ? List.of() : List.of(user.logOutAll(others, one));
            default ->
                List.of(user.change(
                        new SecuritySettingsOverride(step.which(), null, null, null, null), Initiator.user(user.id())));
        };
    }
}
