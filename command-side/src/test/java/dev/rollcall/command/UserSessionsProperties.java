package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.SimulatedUser.everyTurn;
import static dev.rollcall.event.WhenFull.EVICT_LEAST_RECENTLY_ACTIVE;
import static dev.rollcall.event.WhenFull.REJECT;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.command.RandomHistories.Step;
import dev.rollcall.event.AllSessionsTerminated;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.ExpiryCause;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SessionEnding;
import dev.rollcall.event.SessionEvicted;
import dev.rollcall.event.SessionExpired;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.SessionTerminated;
import dev.rollcall.event.WhenFull;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What holds for every user, whatever happens (S1-1, S1-2, S1-4, S1-5, S2-5, S2-6). */
class UserSessionsProperties {

    @Property
    void theLimitHoldsAfterEveryStartAndCostsNoSessionMoreThanItMust(
            @ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            int excess = 0;
            if (turn.limit() > 0 && (turn.hasStarted() || turn.appliesLimitNow())) {
                assertThat(turn.liveAfter()).hasSizeLessThanOrEqualTo(turn.limit());
                int wanted = competing(turn).size() + (turn.hasStarted() ? 1 : 0);
                excess = Math.max(0, wanted - turn.limit());
            }
            assertThat(turn.events(SessionEvicted.class)).hasSize(excess);
        });
    }

    @Property
    void whereNewcomersAreRejectedNoneStartsAtTheCostOfAnother(
            @ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            if (turn.hasStarted() && turn.rules().whenFull() == REJECT) {
                assertThat(turn.events(SessionEvicted.class)).isEmpty();
            }
        });
    }

    @Property
    void thePolicyDecidesWhichSessionsYield(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            List<SessionId> evicted = turn.events(SessionEvicted.class).stream()
                    .map(SessionEvicted::sessionId)
                    .toList();
            WhenFull whenFull = turn.rules().whenFull();
            var queue = competing(turn).stream()
                    .filter(rival -> !rival.sessionId().equals(kept(turn)))
                    .sorted(comparing(
                            rival -> whenFull == EVICT_LEAST_RECENTLY_ACTIVE ? turn.lastUse(rival) : turn.at()))
                    .map(SessionStarted::sessionId)
                    .toList();
            assertThat(evicted).isEqualTo(queue.subList(0, evicted.size()));
        });
    }

    @Property
    void sessionsPastATimeoutExpireBeforeAnythingElse(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            if (turn.looksAtSessions()) {
                assertThat(turn.events(SessionExpired.class))
                        .filteredOn(event -> event.cause() != ExpiryCause.ORPHANED)
                        .isEqualTo(turn.due());
                assertThat(turn.events(SessionEnding.class)
                                .subList(0, turn.due().size()))
                        .isEqualTo(turn.due());
            }
        });
    }

    @Property
    void onlyACleanUpEndsUnlistedSessionsAndADryRunEndsNothing(
            @ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            if (turn.command() instanceof CleanUpSessions cleanUp
                    && !turn.before().isEmpty()) {
                assertThat(turn.events()).isEqualTo(cleanUp.dryRun() ? List.of() : turn.dueOrUnlisted(cleanUp));
            } else {
                assertThat(turn.events(SessionExpired.class)).noneMatch(event -> event.cause() == ExpiryCause.ORPHANED);
            }
        });
    }

    @Property
    void aBootstrapIsAStartThatMeetsNoLiveSession(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(
                history,
                turn -> assertThat(turn.events(SessionStarted.class))
                        .allMatch(
                                started -> started.bootstrap() == turn.rivals().isEmpty()));
    }

    @Property
    void anIdStartsOneSessionWhichEndsOnce(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        Set<SessionId> started = new HashSet<>();
        Set<SessionId> ended = new HashSet<>();
        everyTurn(
                history,
                turn -> turn.events().forEach(event -> {
                    if (event instanceof SessionStarted start) {
                        assertThat(started.add(start.sessionId())).isTrue();
                    } else if (event instanceof SessionEnding ending) {
                        assertThat(ending.endedSessions())
                                .isNotEmpty()
                                .allMatch(started::contains)
                                .allMatch(ended::add);
                    }
                }));
    }

    @Property
    void anEndingNamesItsInitiatorAndReason(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(
                history,
                turn -> turn.events(SessionEnding.class).stream()
                        .filter(ending -> !(ending instanceof SessionExpired))
                        .forEach(ending -> assertThat(ending).isEqualTo(expectedEnding(turn, ending.endedSessions()))));
    }

    @Property
    void noMoreSessionsStartWithinAnHourThanAllowed(@ForAll(supplier = RandomHistories.class) List<Step> history) {
        everyTurn(history, turn -> {
            int limit = turn.rules().maxStartsPerHour();
            if (turn.hasStarted() && limit > 0) {
                assertThat(turn.startsInTheHourUpTo(turn.at())).isLessThan(limit);
            }
        });
    }

    /** Returns the sessions that are live beside the new one before any is evicted. */
    private static List<SessionStarted> competing(Turn turn) {
        return turn.rivals().stream()
                .filter(rival -> !(turn.hasStarted()
                        && turn.command() instanceof StartSession start
                        && makesRoom(start, rival.sessionId())))
                .toList();
    }

    private static boolean makesRoom(StartSession start, SessionId session) {
        return start.inPlaceOf() != null && start.inPlaceOf().sessionId().equals(session);
    }

    private static @Nullable SessionId kept(Turn turn) {
        return turn.command() instanceof ChangeSecuritySettings change ? change.keep() : null;
    }

    /** Returns the event that the turn's command must cause. */
    private static SessionEnding expectedEnding(Turn turn, List<SessionId> sessions) {
        if (turn.command() instanceof StartSession start && makesRoom(start, sessions.get(0))) {
            EndReason reason = Objects.requireNonNull(start.inPlaceOf()).reason();
            return new SessionTerminated(ALICE, sessions.get(0), reason, start.initiator(), turn.at());
        } else if (turn.command() instanceof StartSession start) {
            return new SessionEvicted(ALICE, sessions.get(0), start.sessionId(), Initiator.POLICY, turn.at());
        } else if (turn.command() instanceof ChangeSecuritySettings change) {
            return new SessionEvicted(ALICE, sessions.get(0), null, change.initiator(), turn.at());
        } else if (turn.command() instanceof TerminateSession end) {
            return new SessionTerminated(ALICE, end.sessionId(), end.reason(), end.initiator(), turn.at());
        }
        LogoutAll logout = (LogoutAll) turn.command();
        List<SessionId> ending = new ArrayList<>(
                turn.rivals().stream().map(SessionStarted::sessionId).toList());
        boolean kept = ending.remove(logout.keep());
        return new AllSessionsTerminated(
                ALICE, ending, kept ? logout.keep() : null, logout.reason(), logout.initiator(), turn.at());
    }
}
