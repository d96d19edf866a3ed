package dev.rollcall.client.introspection;

import dev.rollcall.client.SessionStateUnavailableException;
import dev.rollcall.client.http.RollcallServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks Rollcall whether a token is active (RFC 7662). There is a bound on parallel calls, beyond which the answer is
 * that it is not known. Requests with the same token share one call, but never one that is older than a moment.
 */
public final class Introspections {

    private static final Logger log = LoggerFactory.getLogger(Introspections.class);

    private static final JsonMapper JSON = new JsonMapper();

    /** Together with the bound on the age of what is known, this keeps the total near one second. */
    private static final Duration SHARED_FOR = Duration.ofMillis(200);

    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final RollcallServer server;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final Semaphore permits;
    private final ConcurrentHashMap<String, Call> calls = new ConcurrentHashMap<>();
    private final Outcomes outcomes = new Outcomes();

    private volatile long warnedAt;

    private record Call(long startedAt, CompletableFuture<Boolean> active) {}

    /** How calls went. */
    public static final class Outcomes {

        private final LongAdder active = new LongAdder();
        private final LongAdder inactive = new LongAdder();
        private final LongAdder shared = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder rejected = new LongAdder();

        private Outcomes() {}

        public long active() {
            return active.sum();
        }

        public long inactive() {
            return inactive.sum();
        }

        /** Returns how many requests got the answer to another request's call. */
        public long shared() {
            return shared.sum();
        }

        public long failed() {
            return failed.sum();
        }

        /** Returns how many calls were not made, because too many were under way. */
        public long rejected() {
            return rejected.sum();
        }
    }

    /**
     * @param mostParallel calls under way at the same time
     * @param timeout for the whole answer
     * @param nanos a monotonic clock
     */
    public Introspections(RollcallServer server, int mostParallel, Duration timeout, LongSupplier nanos) {
        this.server = server;
        this.timeout = timeout;
        this.nanos = nanos;
        this.permits = new Semaphore(mostParallel);
        this.warnedAt = nanos.getAsLong() - BETWEEN_WARNINGS.toNanos();
    }

    /** Returns how calls went so far. */
    public Outcomes outcomes() {
        return outcomes;
    }

    /**
     * Tells whether Rollcall says that a verified token is active.
     *
     * @return fails with {@link SessionStateUnavailableException} if Rollcall does not say
     */
    public CompletableFuture<Boolean> isActive(Jwt token) {
        String value = token.getTokenValue();
        Call underWay = calls.get(value);
        if (underWay != null && nanos.getAsLong() - underWay.startedAt < SHARED_FOR.toNanos()) {
            outcomes.shared.increment();
            return underWay.active.copy();
        }
        if (!permits.tryAcquire()) {
            outcomes.rejected.increment();
            return CompletableFuture.failedFuture(
                    new SessionStateUnavailableException("Too many tokens are being introspected", null));
        }
        Call call = new Call(nanos.getAsLong(), new CompletableFuture<>());
        calls.put(value, call);
        ask(token).whenComplete((active, failure) -> {
            permits.release();
            calls.remove(value, call);
            finish(call.active, active, failure);
        });
        return call.active.copy();
    }

    private CompletableFuture<Boolean> ask(Jwt token) {
        HttpRequest request = server.trustedRequest("/oauth2/introspect")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "token=" + URLEncoder.encode(token.getTokenValue(), StandardCharsets.UTF_8)))
                .build();
        return server.send(request, timeout)
                .exceptionallyCompose(failure -> isClosedConnection(failure)
                        ? server.send(request, timeout)
                        : CompletableFuture.failedFuture(failure))
                .thenApply(answer -> activeIn(answer, token));
    }

    /** A node that has restarted closes connections that were kept open. The next one may work. */
    private static boolean isClosedConnection(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof IOException && !(cause instanceof ConnectException);
    }

    private void finish(CompletableFuture<Boolean> result, @Nullable Boolean active, @Nullable Throwable failure) {
        if (active == null) {
            outcomes.failed.increment();
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            warn(cause);
            result.completeExceptionally(
                    new SessionStateUnavailableException("Rollcall does not say whether the session is live", cause));
        } else {
            (active ? outcomes.active : outcomes.inactive).increment();
            result.complete(active);
        }
    }

    private void warn(@Nullable Throwable cause) {
        long now = nanos.getAsLong();
        if (now - warnedAt >= BETWEEN_WARNINGS.toNanos()) {
            warnedAt = now;
            log.warn("Rollcall does not say whether tokens are active: {}", String.valueOf(cause));
        }
    }

    private static Boolean activeIn(HttpResponse<byte[]> answer, Jwt token) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    answer.statusCode() == 401
                            ? "Rollcall refuses rollcall.client.client-id and rollcall.client.client-secret (401)"
                            : "Rollcall answered " + answer.statusCode());
        }
        try {
            JsonNode json = JSON.readTree(answer.body());
            JsonNode active = json.path("active");
            if (!active.isBoolean()) {
                throw new IllegalStateException("Rollcall's answer has no active");
            }
            if (active.booleanValue() && !isAbout(json, token)) {
                throw new IllegalStateException("Rollcall's answer is about another session");
            }
            return active.booleanValue();
        } catch (JacksonException unreadable) {
            throw new IllegalStateException("Rollcall's answer cannot be read", unreadable);
        }
    }

    private static boolean isAbout(JsonNode json, Jwt token) {
        return json.path("sub").asString("").equals(token.getSubject())
                && json.path("sid").asString("").equals(token.getClaimAsString("sid"));
    }
}
