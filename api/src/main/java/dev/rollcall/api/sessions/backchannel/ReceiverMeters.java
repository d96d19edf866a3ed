package dev.rollcall.api.sessions.backchannel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;

/** What operators see of one receiver, on the node that tells it. */
class ReceiverMeters {

    private final Timer confirmed;
    private final Counter failed;
    private final Counter abandoned;
    private final Clock clock;

    private volatile boolean failing;

    ReceiverMeters(MeterRegistry meters, String receiver, Clock clock) {
        this.clock = clock;
        this.confirmed = Timer.builder("rollcall.backchannel.confirmed")
                .description("From the end of a session until the receiver has confirmed it")
                .tag("receiver", receiver)
                .register(meters);
        this.failed = Counter.builder("rollcall.backchannel.failed")
                .description("Requests that a receiver did not confirm; they are repeated")
                .tag("receiver", receiver)
                .register(meters);
        this.abandoned = Counter.builder("rollcall.backchannel.abandoned")
                .description("Ended sessions that a receiver did not confirm within retry-for")
                .tag("receiver", receiver)
                .register(meters);
        Gauge.builder("rollcall.backchannel.failing", this, receivers -> receivers.failing ? 1 : 0)
                .description("1 while a receiver confirms nothing")
                .tag("receiver", receiver)
                .register(meters);
    }

    void confirmed(EndedSession session) {
        confirmed.record(Duration.between(session.endedAt(), clock.instant()));
    }

    void failed(int requests) {
        failed.increment(requests);
    }

    void abandoned(int sessions) {
        abandoned.increment(sessions);
    }

    void isFailing(boolean isFailing) {
        failing = isFailing;
    }
}
