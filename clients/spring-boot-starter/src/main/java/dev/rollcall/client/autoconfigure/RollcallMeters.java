package dev.rollcall.client.autoconfigure;

import com.nimbusds.jose.jwk.source.JWKSource;
import dev.rollcall.client.endings.Endings;
import dev.rollcall.client.endings.EndingsFollower;
import dev.rollcall.client.introspection.Introspections;
import dev.rollcall.client.introspection.Introspections.Outcomes;
import dev.rollcall.client.keys.RollcallKeys;
import dev.rollcall.client.problems.Refusals;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The meters {@code rollcall.client.*}. */
final class RollcallMeters implements MeterBinder {

    private static final String PREFIX = "rollcall.client.";

    private final Endings endings;
    private final EndingsFollower follower;
    private final Introspections introspections;
    private final Refusals refusals;
    private final @Nullable JWKSource<?> keys;

    RollcallMeters(
            Endings endings,
            EndingsFollower follower,
            Introspections introspections,
            Refusals refusals,
            @Nullable JWKSource<?> keys) {
        this.endings = endings;
        this.follower = follower;
        this.introspections = introspections;
        this.refusals = refusals;
        this.keys = keys;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        TimeGauge.builder(PREFIX + "endings.age", endings, TimeUnit.MILLISECONDS, RollcallMeters::ageMillis)
                .description("How old the knowledge of ended sessions is; NaN before the first list")
                .register(registry);
        Gauge.builder(PREFIX + "endings.remembered", endings, Endings::size)
                .description("Ended sessions in memory")
                .register(registry);
        counter("streams.opened", "Streams that were asked for", follower, EndingsFollower::connects, registry);
        counter("streams.lost", "Streams that ended or failed", follower, EndingsFollower::losses, registry);
        if (keys instanceof RollcallKeys rollcallKeys) {
            counter("keys.read", "Reads of the public keys", rollcallKeys, RollcallKeys::reads, registry);
        }
        introspections("active", Outcomes::active, registry);
        introspections("inactive", Outcomes::inactive, registry);
        introspections("shared", Outcomes::shared, registry);
        introspections("failed", Outcomes::failed, registry);
        introspections("rejected", Outcomes::rejected, registry);
        refusals.onReason((reason, number) -> FunctionCounter.builder(PREFIX + "refusals", number, LongAdder::sum)
                .description("Requests that were refused")
                .tag("reason", reason)
                .register(registry));
    }

    private static double ageMillis(Endings endings) {
        return endings.age().map(age -> (double) age.toMillis()).orElse(Double.NaN);
    }

    private void introspections(String outcome, ToDoubleFunction<Outcomes> number, MeterRegistry registry) {
        FunctionCounter.builder(PREFIX + "introspections", introspections.outcomes(), number)
                .description("Questions to Rollcall whether a token is active")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static <T> void counter(
            String name, String description, T source, ToDoubleFunction<T> number, MeterRegistry registry) {
        FunctionCounter.builder(PREFIX + name, source, number)
                .description(description)
                .register(registry);
    }
}
