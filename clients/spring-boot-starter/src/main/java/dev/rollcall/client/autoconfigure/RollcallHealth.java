package dev.rollcall.client.autoconfigure;

import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.endings.EndingsFollower;
import java.time.Instant;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Out of service while sessions cannot be checked here, so that each request asks Rollcall. */
final class RollcallHealth extends AbstractHealthIndicator {

    private final Endings endings;
    private final EndingsFollower follower;

    RollcallHealth(Endings endings, EndingsFollower follower) {
        this.endings = endings;
        this.follower = follower;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        boolean fresh = endings.isFresh();
        (fresh ? health.up() : health.outOfService())
                .withDetail("connected", follower.isConnected())
                .withDetail("rememberedEndings", endings.size());
        endings.age().ifPresent(age -> health.withDetail("ageMillis", age.toMillis()));
        endings.since()
                .filter(since -> since.isAfter(Instant.EPOCH))
                .ifPresent(since -> health.withDetail("knownSince", since.toString()));
        if (!fresh) {
            health.withDetail("problem", follower.lastProblem());
        }
    }
}
