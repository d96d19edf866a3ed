package dev.rollcall.api.sessions;

import dev.rollcall.api.web.problem.FailureCodes;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** Counts how attempts turn out: as they should, or refused with a code. Logs those of them that were refused. */
@Component
public class OutcomeMetrics {

    private static final Logger log = LoggerFactory.getLogger(OutcomeMetrics.class);

    /** Many requests at once have these for an answer: they would be many lines. */
    private static final Set<ProblemCode> BUSY = Set.of(ProblemCode.USER_BUSY, ProblemCode.SERVER_BUSY);

    private final MeterProvider<Counter> logins;
    private final MeterProvider<Counter> starts;
    private final MeterProvider<Counter> refreshes;

    /** Who asks for a session, and with what. */
    public enum StartedBy {
        /** Somebody with a password. */
        LOGIN,
        /** Somebody with a token of an external issuer, who has no session yet. */
        BOOTSTRAP,
        TRUSTED_CLIENT,
        /** Somebody who has a session. */
        SESSION;

        private final String tag = name().toLowerCase(Locale.ROOT);
    }

    OutcomeMetrics(MeterRegistry meters) {
        logins = Counter.builder("rollcall.logins")
                .description("Log-ins with a password, by how they turned out")
                .withRegistry(meters);
        starts = Counter.builder("rollcall.session.starts")
                .description("Starts of sessions, by who asked and how it turned out")
                .withRegistry(meters);
        refreshes = Counter.builder("rollcall.refreshes")
                .description("Refresh tokens presented, by how it turned out")
                .withRegistry(meters);
    }

    public <T> T login(String userName, Supplier<T> attempt) {
        return count(
                attempt,
                done -> "success",
                logins,
                Tags.empty(),
                code -> log.atLevel(BUSY.contains(code) ? Level.DEBUG : Level.INFO)
                        .addKeyValue("userName", userName)
                        .addKeyValue("reason", code)
                        .log("Login failed"));
    }

    public <T> T start(StartedBy how, UserId userId, Supplier<T> attempt) {
        return count(
                attempt,
                done -> "started",
                starts,
                Tags.of("how", how.tag),
                code -> log.atInfo()
                        .addKeyValue("userId", userId)
                        .addKeyValue("how", how.tag)
                        .addKeyValue("reason", code)
                        .log("Session start refused"));
    }

    public <T> T refresh(Function<T, Enum<?>> outcome, Supplier<T> attempt) {
        return count(
                attempt,
                done -> outcome.apply(done).name().toLowerCase(Locale.ROOT),
                refreshes,
                Tags.empty(),
                code -> log.debug("Refresh refused: {}", code));
    }

    private static <T> T count(
            Supplier<T> attempt,
            Function<T, String> outcome,
            MeterProvider<Counter> counter,
            Tags tags,
            Consumer<ProblemCode> onRefusal) {
        T done;
        try {
            done = attempt.get();
        } catch (RuntimeException refused) {
            ProblemCode code = FailureCodes.of(refused);
            counter.withTags(tags.and("outcome", code.name())).increment();
            onRefusal.accept(code);
            throw refused;
        }
        counter.withTags(tags.and("outcome", outcome.apply(done))).increment();
        return done;
    }
}
