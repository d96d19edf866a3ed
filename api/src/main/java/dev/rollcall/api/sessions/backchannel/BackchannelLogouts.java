package dev.rollcall.api.sessions.backchannel;

import dev.rollcall.api.tokens.jwt.LogoutTokens;
import dev.rollcall.eventstore.following.EventFollower;
import dev.rollcall.eventstore.following.EventFollowers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Follows the events for each receiver. */
@Component
class BackchannelLogouts implements SmartLifecycle {

    /** Stored with the position of each receiver; must not change. */
    private static final String PREFIX = "backchannel-logout:";

    private final List<EventFollower> followers;

    private volatile boolean running;

    BackchannelLogouts(
            BackchannelReceiversProperties properties,
            EventFollowers events,
            LogoutTokens tokens,
            JdbcClient jdbc,
            MeterRegistry meters,
            Clock clock) {
        this.followers = properties.backchannelReceivers().stream()
                .map(receiver -> events.create(
                        PREFIX + receiver.name(),
                        new BackchannelReceiver(
                                receiver,
                                new LogoutRequests(receiver, tokens),
                                new Retries(receiver.name(), jdbc),
                                new ReceiverMeters(meters, receiver.name(), clock),
                                clock)))
                .toList();
    }

    @Override
    public void start() {
        followers.forEach(EventFollower::start);
        running = true;
    }

    @Override
    public void stop() {
        followers.forEach(EventFollower::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
