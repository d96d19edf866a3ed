package dev.rollcall.api.sessions;

import dev.rollcall.api.tokens.jwt.RefreshTokens.Rotation;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.stereotype.Component;

/** Counts logins, session starts and refreshes by outcome: success, or the code of the refusal. Logs the refusals. */
@Component
public class OutcomeMetrics {

    private static final Logger log = LoggerFactory.getLogger(OutcomeMetrics.class);

    private static final String OUTCOME = "outcome";
    private static final String SUCCESS = "success";
    private static final String STARTED = "started";

    /** Logged at debug level for logins: under load, many requests get these codes at once. */
    private static final Set<ProblemCode> BUSY = Set.of(ProblemCode.USER_BUSY, ProblemCode.SERVER_BUSY);

    private final MeterProvider<Counter> logins;
    private final MeterProvider<Counter> starts;
    private final MeterProvider<Counter> refreshes;

    /** How a request to start a session was authenticated. */
    public enum StartedBy {
        /** With a password. */
        LOGIN,
        /** With a token of an external issuer, by a user who has no session yet. */
        BOOTSTRAP,
        TRUSTED_CLIENT,
        /** From an existing session. */
        SESSION;

        private final String tag = lowerCase(this);

        private Tags tags() {
            return Tags.of("how", tag);
        }
    }

    OutcomeMetrics(MeterRegistry meters) {
        logins = Counter.builder("rollcall.logins")
                .description("Password logins, by outcome")
                .withRegistry(meters);
        starts = Counter.builder("rollcall.session.starts")
                .description("Session starts, by how they were authenticated and by outcome")
                .withRegistry(meters);
        refreshes = Counter.builder("rollcall.refreshes")
                .description("Refresh attempts, by outcome")
                .withRegistry(meters);
        registerUsualOutcomes();
    }

    /** These counters exist from the start, so that the first one shows as an increase. */
    private void registerUsualOutcomes() {
        Stream.of(SUCCESS, ProblemCode.INVALID_CREDENTIALS.name(), ProblemCode.TOO_MANY_LOGIN_ATTEMPTS.name())
                .forEach(outcome -> logins.withTag(OUTCOME, outcome));
        Stream.of(StartedBy.values()).forEach(how -> starts.withTags(how.tags().and(OUTCOME, STARTED)));
        Stream.of(Rotation.Outcome.values()).forEach(outcome -> refreshes.withTag(OUTCOME, lowerCase(outcome)));
    }

    public <T> T login(String userName, Supplier<T> attempt) {
        return count(
                attempt,
                result -> SUCCESS,
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
                result -> STARTED,
                starts,
                how.tags(),
                code -> log.atInfo()
                        .addKeyValue("userId", userId)
                        .addKeyValue("how", how.tag)
                        .addKeyValue("reason", code)
                        .log("Session start refused"));
    }

    public <T> T refresh(Function<T, Enum<?>> outcome, Supplier<T> attempt) {
        return count(
                attempt,
                result -> lowerCase(outcome.apply(result)),
                refreshes,
                Tags.empty(),
                code -> log.debug("Refresh refused: {}", code));
    }

    private static String lowerCase(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private static <T> T count(
            Supplier<T> attempt,
            Function<T, String> outcome,
            MeterProvider<Counter> counter,
            Tags tags,
            Consumer<ProblemCode> onRefusal) {
        T result;
        try {
            result = attempt.get();
        } catch (RuntimeException refused) {
            ProblemCode code = FailureCodes.of(refused);
            counter.withTags(tags.and(OUTCOME, code.name())).increment();
            onRefusal.accept(code);
            throw refused;
        }
        counter.withTags(tags.and(OUTCOME, outcome.apply(result))).increment();
        return result;
    }
}
