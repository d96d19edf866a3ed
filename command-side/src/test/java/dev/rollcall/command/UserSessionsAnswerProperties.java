package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.AN_INSTANT;
import static dev.rollcall.command.SimulatedUser.everyTurn;
import static dev.rollcall.command.SimulatedUser.live;
import static dev.rollcall.event.WhenFull.REJECT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.command.RandomHistories.Step;
import dev.rollcall.command.refusal.RecentAuthenticationRequired;
import dev.rollcall.command.refusal.SessionLimitReached;
import dev.rollcall.command.refusal.SessionRefusal;
import dev.rollcall.command.refusal.StartLimitProtected;
import dev.rollcall.command.refusal.TooManySessionStarts;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;

/** What answers say and which state is kept, whatever happens (S1-2, S2-6, C-1). */
class UserSessionsAnswerProperties {

    private static final AggregateModel<UserSessions> MODEL =
            AnnotatedAggregateMetaModelFactory.inspectAggregate(UserSessions.class);

    @Property
    void aRefusalHasItsReasonAndChangesNothing(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            if (turn.answer() instanceof SessionRefusal refusal) {
                assertThat(turn.events()).isEmpty();
                requireReason(turn, refusal);
            } else if (turn.answer() instanceof AggregateNotFoundException) {
                assertThat(turn.before()).isEmpty();
            }
        });
    }

    @Property
    void anAnswerSaysWhatWasDone(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            if (turn.answer() instanceof EndedByCommand ended) {
                var ending = turn.events(SessionEnding.class).stream()
                        .filter(event -> !(event instanceof SessionExpired))
                        .flatMap(event -> event.endedSessions().stream());
                int expired = turn.events(SessionExpired.class).size();
                assertThat(ended).isEqualTo(new EndedByCommand(ending.toList(), expired));
            } else if (turn.answer() instanceof CleanedUpSessions cleanedUp) {
                CleanUpSessions cleanUp = (CleanUpSessions) turn.command();
                Set<SessionId> unknown = new HashSet<>(cleanUp.listed());
                unknown.removeAll(turn.liveBefore().keySet());
                assertThat(cleanedUp).isEqualTo(CleanedUpSessions.of(turn.dueOrUnlisted(cleanUp), unknown));
            } else if (turn.answer() instanceof StartedSession started) {
                assertThat(turn.liveAfter().get(((StartSession) turn.command()).sessionId()))
                        .extracting(session -> SessionState.from(session).asStarted())
                        .isEqualTo(started);
            }
        });
    }

    @Property
    void replayedEventsAndASnapshotBothGiveTheState(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        live(history, user -> {
            if (user.events().of(ALICE).isEmpty()) {
                return;
            }
            UserSessions replayed = new UserSessions();
            user.events().readEvents(ALICE.value(), 0).forEachRemaining(event -> MODEL.publish(event, replayed));
            String snapshot = StoredJson.write(user.state());
            assertThat(StoredJson.write(replayed)).isEqualTo(snapshot);
            assertThat(StoredJson.tree(user.state()).at("/live").fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(user.liveSessions());
            assertThat(StoredJson.read(snapshot, UserSessions.class))
                    .usingRecursiveComparison()
                    .isEqualTo(user.state());
        });
    }

    /** Without this, the other properties might hold only because nothing happens. */
    @Property
    @StatisticsReport(onFailureOnly = true)
    void historiesReachEveryOutcomeOften(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(
                history,
                turn -> Stream.concat(turn.events().stream(), Stream.ofNullable(turn.answer()))
                        .forEach(
                                outcome -> Statistics.collect(outcome.getClass().getSimpleName())));
        Statistics.coverage(outcomes -> Stream.of(
                        "SessionEvicted",
                        "SessionTerminated",
                        "AllSessionsTerminated",
                        "SessionExpired",
                        "SecuritySettingsChanged",
                        "CleanedUpSessions",
                        "SessionLimitReached",
                        "TooManySessionStarts",
                        "SessionIdUsed",
                        "InvalidSetting",
                        "StartLimitProtected",
                        "RecentAuthenticationRequired")
                .forEach(outcome -> outcomes.check(outcome).count(times -> times > 10)));
    }

    private static ChangeSecuritySettings change(Turn turn) {
        return (ChangeSecuritySettings) turn.command();
    }

    private static void requireReason(Turn turn, SessionRefusal refusal) {
        if (refusal instanceof SessionLimitReached full) {
            assertThat(turn.rules().whenFull()).isEqualTo(REJECT);
            assertThat(full.maxSessions()).isEqualTo(turn.limit()).isPositive();
            assertThat(turn.rivals()).hasSizeGreaterThanOrEqualTo(full.maxSessions());
        } else if (refusal instanceof TooManySessionStarts tooMany) {
            int limit = turn.rules().maxStartsPerHour();
            Instant free = turn.at().plus(tooMany.retryAfter());
            assertThat(turn.startsInTheHourUpTo(free)).isLessThan(limit);
            assertThat(turn.startsInTheHourUpTo(free.minus(AN_INSTANT))).isGreaterThanOrEqualTo(limit);
        } else if (refusal instanceof StartLimitProtected) {
            assertThat(change(turn).settings().maxStartsPerHour())
                    .isNotEqualTo(turn.rules().maxStartsPerHour());
        } else if (refusal instanceof RecentAuthenticationRequired) {
            assertThat(change(turn).mayLoosen()).isFalse();
        } else {
            SessionId id = ((StartSession) turn.command()).sessionId();
            boolean old = id.madeAt().plus(UsedSessionIds.USABLE_FOR).isBefore(turn.at());
            assertThat(old || turn.hadEnded(id)).isTrue();
        }
    }
}
