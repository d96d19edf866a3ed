package dev.rollcall.client.keys;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.rollcall.client.http.RollcallServer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of Rollcall. They are read again every five minutes, and when a key is unknown, but never more often
 * than every five seconds: Rollcall publishes a key minutes before it signs with it. Keys that are known stay usable
 * for an hour while they cannot be read again.
 */
public final class RollcallKeys implements JWKSource<SecurityContext> {

    private static final Duration BETWEEN_READS = Duration.ofSeconds(5);
    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration LONGEST_USE = Duration.ofHours(1);

    private final RollcallServer server;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final LongAdder reads = new LongAdder();

    private volatile @Nullable Known known;

    private @Nullable CompletableFuture<Known> reading;
    private long readingSince;

    private record Known(JWKSet keys, long readAt) {}

    /** @param nanos a monotonic clock */
    public RollcallKeys(RollcallServer server, Duration timeout, LongSupplier nanos) {
        this.server = server;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /** Returns how often the keys have been read. */
    public long reads() {
        return reads.sum();
    }

    /**
     * Returns the keys that may have signed a token, or none if Rollcall does not have such a key.
     *
     * @throws RemoteKeySourceException if the keys cannot be read
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        Known usable = known;
        if (usable != null && isYounger(usable.readAt, LONGEST_USE)) {
            List<JWK> found = selector.select(usable.keys);
            if (!found.isEmpty()) {
                if (!isYounger(usable.readAt, REFRESH)) {
                    var unused = read();
                }
                return found;
            }
        }
        return selector.select(await(read()).keys);
    }

    /** Reads the keys, unless they are being read or were read a moment ago. */
    private synchronized CompletableFuture<Known> read() {
        if (reading == null || reading.isDone() && !isYounger(readingSince, BETWEEN_READS)) {
            readingSince = nanos.getAsLong();
            reads.increment();
            reading = server.send(server.request("/.well-known/jwks.json").build(), timeout)
                    .thenApply(this::keysOf);
            reading.thenAccept(read -> known = read);
        }
        return reading;
    }

    private Known keysOf(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("Rollcall answered " + answer.statusCode() + " instead of its keys");
        }
        try {
            return new Known(JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8)), nanos.getAsLong());
        } catch (ParseException unreadable) {
            throw new IllegalStateException("The keys of Rollcall cannot be read", unreadable);
        }
    }

    private Known await(CompletableFuture<Known> read) throws RemoteKeySourceException {
        try {
            return read.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RemoteKeySourceException("Interrupted", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new RemoteKeySourceException("The keys of Rollcall cannot be read", failure);
        }
    }

    private boolean isYounger(long moment, Duration age) {
        return nanos.getAsLong() - moment < age.toNanos();
    }
}
