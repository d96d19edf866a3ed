package dev.rollcall.api.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import dev.rollcall.event.UserId;
import dev.rollcall.query.livesessions.LiveSessions;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Slows down the guessing of passwords, for each user name, whether or not there is such a user, and for each address
 * (OWASP ASVS 5.0 section 6.3.1). Where a user is signed in there is a bucket for that user at that place alone, so that
 * whoever guesses elsewhere does not keep them out.
 */
@Component
class PasswordGuesses {

    private static final Duration REFILL = Duration.ofMinutes(15);

    private static final int IPV6_LENGTH = 16;

    private static final int IPV6_NETWORK = 8;

    private final ProxyManager<String> buckets;
    private final LoginProperties limits;
    private final LiveSessions sessions;

    PasswordGuesses(ProxyManager<String> buckets, LoginProperties limits, LiveSessions sessions) {
        this.buckets = buckets;
        this.limits = limits;
        this.sessions = sessions;
    }

    /** One guess, which counts until it is given back. */
    record Guess(List<BucketProxy> buckets) {

        void giveBack() {
            try {
                buckets.forEach(bucket -> bucket.addTokens(1));
            } catch (BucketExecutionException failure) {
                throw unreachable(failure);
            }
        }
    }

    /**
     * To be called before the password is looked at, so that guesses made at the same moment count too.
     *
     * @throws Problem {@code TOO_MANY_LOGIN_ATTEMPTS}
     */
    Guess take(UserId user, String address) {
        Guess guess = new Guess(new ArrayList<>());
        try {
            for (BucketProxy bucket : bucketsOf(user, address)) {
                ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
                if (!probe.isConsumed()) {
                    guess.giveBack();
                    throw tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
                }
                guess.buckets().add(bucket);
            }
        } catch (BucketExecutionException failure) {
            throw unreachable(failure);
        }
        return guess;
    }

    private List<BucketProxy> bucketsOf(UserId user, String address) {
        List<BucketProxy> found = new ArrayList<>();
        if (limits.maxFailuresPerUser() > 0 && sessions.existsAt(user, address)) {
            return List.of(bucket("place", user.value() + "\n" + address, limits.maxFailuresPerUser()));
        }
        if (limits.maxFailuresPerUser() > 0) {
            found.add(bucket("user", user.value(), limits.maxFailuresPerUser()));
        }
        if (limits.maxFailuresPerAddress() > 0) {
            found.add(bucket("address", network(address), limits.maxFailuresPerAddress()));
        }
        return found;
    }

    /** Another limit is another bucket. */
    private BucketProxy bucket(String kind, String owner, int limit) {
        return buckets.builder()
                .build(
                        hash(kind + "\n" + limit + "\n" + owner),
                        () -> BucketConfiguration.builder()
                                .addLimit(limited -> limited.capacity(limit).refillGreedy(limit, REFILL))
                                .build());
    }

    /** Who has one address of IPv6 has 2^64 of them. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes.length == IPV6_LENGTH ? Arrays.copyOf(bytes, IPV6_NETWORK) : bytes);
        } catch (UnknownHostException unreadable) {
            return address;
        }
    }

    private static String hash(String owner) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(owner.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static DataAccessResourceFailureException unreachable(BucketExecutionException failure) {
        return new DataAccessResourceFailureException("The buckets cannot be read or written", failure);
    }

    private static Problem tooMany(Duration wait) {
        return new Problem(ProblemCode.TOO_MANY_LOGIN_ATTEMPTS, "Too many passwords were wrong. Wait before the next.")
                .retryAfter(wait);
    }
}
