package dev.rollcall.command;

import static dev.rollcall.command.AliceAtNoon.ALICE;
import static dev.rollcall.command.AliceAtNoon.BY_ADMIN;
import static dev.rollcall.command.AliceAtNoon.BY_ALICE;
import static dev.rollcall.command.AliceAtNoon.CHROME;

import dev.rollcall.command.RandomHistories.Step;
import dev.rollcall.event.EndReason;
import dev.rollcall.event.Initiator;
import dev.rollcall.event.SecuritySettingsOverride;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Generates anything that can happen to a user. There are few distinct values, so that they often coincide and reach
 * the limits exactly.
 */
final class RandomHistories implements ArbitrarySupplier<List<Step>> {

    interface Step {
        void applyTo(SimulatedUser user);
    }

    record Start(Duration idAge) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            user.send(new StartSession(ALICE, user.newId(idAge), CHROME, BY_ALICE, null, null));
        }
    }

    /** @param which the session to replace, whether it is live or not */
    record Replace(int which, EndReason reason) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            SessionId old = user.idOrNone(which);
            if (old != null) {
                user.send(new StartSession(
                        ALICE,
                        user.newId(Duration.ZERO),
                        CHROME,
                        BY_ALICE,
                        null,
                        new StartSession.InPlaceOf(old, reason)));
            }
        }
    }

    record StartAgain(int which) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            SessionId id = user.idOrNone(which);
            if (id != null) {
                user.send(new StartSession(ALICE, id, CHROME, BY_ALICE, null, null));
            }
        }
    }

    record Terminate(int which, EndReason reason) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            SessionId id = user.idOrNone(which);
            if (id != null) {
                user.send(new TerminateSession(ALICE, id, reason, BY_ALICE));
            }
        }
    }

    record Logout(int keep, EndReason reason) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            user.send(new LogoutAll(ALICE, user.idOrNone(keep), reason, BY_ALICE));
        }
    }

    record Change(SecuritySettingsOverride settings, Initiator by, boolean applyNow, int keep, boolean mayLoosen)
            implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            user.send(new ChangeSecuritySettings(ALICE, settings, applyNow, user.idOrNone(keep), by, mayLoosen));
        }
    }

    record Deadline() implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            user.send(new ExpireSessions(ALICE));
        }
    }

    record Lose(int which) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            SessionId id = user.idOrNone(which);
            if (id != null) {
                user.loseFromList(id);
            }
        }
    }

    /** @param seen the sessions that the list had when it was read, which may have changed since */
    record CleanUp(Set<Integer> seen, boolean dryRun) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            Set<SessionId> listed =
                    seen.stream().map(user::idOrNone).filter(Objects::nonNull).collect(Collectors.toSet());
            user.send(new CleanUpSessions(ALICE, listed, dryRun));
        }
    }

    record Use(int which) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            SessionId id = user.idOrNone(which);
            if (id != null) {
                user.use(id);
            }
        }
    }

    record Pause(Duration duration) implements Step {
        @Override
        public void applyTo(SimulatedUser user) {
            user.letPass(duration);
        }
    }

    @Override
    public Arbitrary<List<Step>> get() {
        Arbitrary<Integer> which = Arbitraries.integers().between(0, 20);
        Arbitrary<EndReason> reason = Arbitraries.of(EndReason.class);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                Tuple.of(
                        6,
                        durations("PT0S", "PT0S", "PT0S", "PT0S", "PT0S", "PT10M", "PT10M0.001S")
                                .map(Start::new)),
                Tuple.of(1, Combinators.combine(which, reason).as(Replace::new)),
                Tuple.of(1, which.map(StartAgain::new)),
                Tuple.of(2, Combinators.combine(which, reason).as(Terminate::new)),
                Tuple.of(1, Combinators.combine(which, reason).as(Logout::new)),
                Tuple.of(
                        2,
                        Combinators.combine(
                                        settings(0.9),
                                        Arbitraries.just(BY_ALICE),
                                        Arbitraries.of(true, false),
                                        which,
                                        Arbitraries.of(true, false))
                                .as(Change::new)),
                Tuple.of(
                        1,
                        Combinators.combine(
                                        settings(0.3),
                                        Arbitraries.just(BY_ADMIN),
                                        Arbitraries.of(true, false),
                                        which,
                                        Arbitraries.of(true, false))
                                .as(Change::new)),
                Tuple.of(1, Arbitraries.just(new Deadline())),
                Tuple.of(1, which.map(Lose::new)),
                Tuple.of(
                        1,
                        Combinators.combine(which.set().ofMaxSize(4), Arbitraries.of(true, false))
                                .as(CleanUp::new)),
                Tuple.of(4, which.map(Use::new)),
                Tuple.of(
                        4,
                        durations("PT0.001S", "PT1M", "PT9M59.999S", "PT10M", "PT30M", "PT1H")
                                .map(Pause::new)));
        return step.list().ofMaxSize(60).withSizeDistribution(RandomDistribution.uniform());
    }

    /** @param noStartLimit the probability that the settings do not name a limit of starts */
    private static Arbitrary<SecuritySettingsOverride> settings(double noStartLimit) {
        return Combinators.combine(
                        Arbitraries.of(0, 1, 2, 3).injectNull(0.2),
                        Arbitraries.of(WhenFull.class).injectNull(0.2),
                        durations("PT10M", "PT1H").injectNull(0.3),
                        durations("PT10M", "PT2H").injectNull(0.5),
                        Arbitraries.of(0, 1, 4).injectNull(noStartLimit))
                .as(SecuritySettingsOverride::new);
    }

    private static Arbitrary<Duration> durations(String... iso) {
        return Arbitraries.of(Stream.of(iso).map(Duration::parse).toList());
    }
}
