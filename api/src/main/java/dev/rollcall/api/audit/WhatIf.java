package dev.rollcall.api.audit;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.event.OperatorSettings;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.query.history.PastSession;
import dev.rollcall.query.history.SessionHistory;
import dev.rollcall.query.history.SessionHistory.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs a period of the past again under another policy, as if that had come into force at its beginning. */
@Component
class WhatIf {

    /** Some ten seconds' worth. */
    private static final long MAX_EVENTS = 200_000;

    private static final int PAGE = 1_000;

    private static final Duration WINDOW_OF_STARTS = Duration.ofHours(1);

    private final EventStorageEngine events;
    private final EventPlaces places;
    private final SessionHistory sessions;
    private final FreshHistory fresh;
    private final OperatorSettings operator;

    WhatIf(
            EventStorageEngine events,
            EventPlaces places,
            SessionHistory sessions,
            FreshHistory fresh,
            OperatorSettings operator) {
        this.events = events;
        this.places = places;
        this.sessions = sessions;
        this.fresh = fresh;
        this.operator = operator;
    }

    /**
     * @param to not included
     * @throws Problem {@code INVALID_REQUEST} if that is too much
     */
    WhatIfReport run(TriedPolicy policy, Instant from, Instant to) {
        long first = places.notAfter(from.minus(WINDOW_OF_STARTS));
        long end = places.after(to);
        if (end - first > MAX_EVENTS) {
            throw Problem.invalid("to", "must be nearer to from: a period may have some " + MAX_EVENTS + " events");
        }
        HistoryState history = fresh.await();
        Trials trials = new Trials(policy.under(operator), from, to);
        liveAt(from).forEach(trials::haveLive);
        try (Stream<? extends TrackedEventMessage<?>> stream =
                events.readEvents(new GapAwareTrackingToken(first - 1, Set.of()), false)) {
            stream.takeWhile(message -> placeOf(message) < end)
                    .map(message -> (SessionEvent) message.getPayload())
                    .forEach(trials::replay);
        }
        return trials.report(history);
    }

    /** Oldest first. */
    private List<PastSession> liveAt(Instant from) {
        List<PastSession> live = new ArrayList<>();
        List<PastSession> page;
        @Nullable Place after = null;
        do {
            page = sessions.liveAt(from, null, after, PAGE);
            live.addAll(page);
            after = page.isEmpty() ? null : placeOf(page.get(page.size() - 1));
        } while (page.size() == PAGE);
        Collections.reverse(live);
        return live;
    }

    private static Place placeOf(PastSession session) {
        return new Place(session.startedAt(), session.sessionId());
    }

    private static long placeOf(TrackedEventMessage<?> message) {
        return message.trackingToken().position().orElseThrow();
    }
}
