package dev.rollcall.api.sessions.backchannel;

import dev.rollcall.event.SessionEvent;
import dev.rollcall.eventstore.following.EventFollower;
import dev.rollcall.eventstore.following.EventFollower.Claim;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver of ended sessions. A session that it does not confirm is told again on its own. If it confirms none,
 * it is told all of them again from the same position, so that nothing piles up while it is down.
 */
class BackchannelReceiver implements EventFollower.Handler {

    private static final Logger log = LoggerFactory.getLogger(BackchannelReceiver.class);

    /** Retries at a time, so that sessions that end now do not have to wait for long. */
    private static final int RETRIES = 16;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Duration STEP = Duration.ofSeconds(1);

    private final BackchannelReceiversProperties.Entry settings;
    private final LogoutRequests requests;
    private final Retries retries;
    private final ReceiverMeters meters;
    private final Clock clock;

    /** How often in a row the receiver confirmed nothing. Used by the follower's thread only. */
    private int failures;

    BackchannelReceiver(
            BackchannelReceiversProperties.Entry settings,
            LogoutRequests requests,
            Retries retries,
            ReceiverMeters meters,
            Clock clock) {
        this.settings = settings;
        this.requests = requests;
        this.retries = retries;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Optional<Runnable> handle(List<SessionEvent> events, Claim claim) throws InterruptedException {
        tellAgain(claim);
        List<EndedSession> all = EndedSession.of(events);
        List<EndedSession> ended = new ArrayList<>(current(all));
        // In any order, so that the sessions of a user whom the receiver cannot log out do not always come first.
        Collections.shuffle(ended);
        List<EndedSession> unconfirmed = tell(ended, claim);
        if (!ended.isEmpty() && unconfirmed.size() == ended.size()) {
            confirmsNothing();
            if (ended.size() > 1) {
                pause(claim);
                return Optional.empty();
            }
        }
        return Optional.of(() -> {
            retries.add(unconfirmed, clock.instant());
            abandon(all.size() - ended.size());
        });
    }

    @Override
    public void handledElsewhere() {
        failures = 0;
        meters.isFailing(false);
    }

    /** Says nothing about the receiver if it fails: these may all be sessions that the receiver cannot handle. */
    private void tellAgain(Claim claim) throws InterruptedException {
        List<Retries.Retry> due = retries.due(clock.instant(), RETRIES);
        List<EndedSession> current =
                current(due.stream().map(Retries.Retry::session).toList());
        Set<EndedSession> unconfirmed = Set.copyOf(tell(current, claim));
        for (Retries.Retry retry : due) {
            if (unconfirmed.contains(retry.session())) {
                retries.postpone(retry, clock.instant());
            } else {
                retries.remove(retry.session());
            }
        }
        abandon(due.size() - current.size());
    }

    /** @return the sessions that the receiver did not confirm */
    private List<EndedSession> tell(List<EndedSession> sessions, Claim claim) throws InterruptedException {
        List<EndedSession> unconfirmed = requests.send(sessions, claim);
        Set<EndedSession> left = Set.copyOf(unconfirmed);
        sessions.stream().filter(session -> !left.contains(session)).forEach(meters::confirmed);
        meters.failed(unconfirmed.size());
        if (unconfirmed.size() < sessions.size()) {
            confirms();
        }
        return unconfirmed;
    }

    private void confirms() {
        if (failures > 0) {
            failures = 0;
            meters.isFailing(false);
            retries.hurry(clock.instant());
            log.info("The back-channel receiver {} confirms log-outs again", settings.name());
        }
    }

    private void confirmsNothing() {
        failures++;
        if (failures == 1) {
            meters.isFailing(true);
            log.warn(
                    "The back-channel receiver {} does not confirm log-outs; they are sent again for {}",
                    settings.name(),
                    settings.retryFor());
        }
    }

    /** Returns the sessions that did not end too long ago. */
    private List<EndedSession> current(List<EndedSession> sessions) {
        Instant oldest = clock.instant().minus(settings.retryFor());
        return sessions.stream()
                .filter(session -> !session.endedAt().isBefore(oldest))
                .toList();
    }

    private void abandon(int sessions) {
        if (sessions > 0) {
            meters.abandoned(sessions);
            log.warn("The back-channel receiver {} was not told of {} ended sessions", settings.name(), sessions);
        }
    }

    private void pause(Claim claim) throws InterruptedException {
        Duration pause = Retries.pause(failures);
        for (Duration left = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
                !left.isNegative() && !left.isZero();
                left = left.minus(STEP)) {
            Thread.sleep(STEP.toMillis());
            claim.keep();
        }
    }
}
