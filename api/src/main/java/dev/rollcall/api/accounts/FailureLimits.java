package dev.rollcall.api.accounts;

import dev.rollcall.api.privacy.Pseudonyms;
import dev.rollcall.event.UserId;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Limits how many failures are allowed within {@link #REFILL}, on all nodes together. An attempt that is taken counts
 * as a failure until it is given back.
 */
@Component
public class FailureLimits {

    private static final Duration REFILL = Duration.ofMinutes(15);

    private static final int IPV6_LENGTH = 16;

    private static final int IPV6_NETWORK = 8;

    private static final String FORGET =
            "DELETE FROM login_bucket WHERE key COLLATE \"C\" >= :first AND key COLLATE \"C\" < :end";

    private static final char AFTER_DOT = '.' + 1;

    private final ProxyManager<String> buckets;
    private final Pseudonyms pseudonyms;
    private final JdbcClient jdbc;

    FailureLimits(ProxyManager<String> buckets, Pseudonyms pseudonyms, JdbcClient jdbc) {
        this.buckets = buckets;
        this.pseudonyms = pseudonyms;
        this.jdbc = jdbc;
    }

    /**
     * One limit.
     *
     * @param owner whose failures are counted
     * @param place the address where failures are counted, or what else they are about; empty for passwords from all
     *     addresses
     * @param failures how many are allowed; limits with different numbers are counted separately
     */
    public record Limit(Owner owner, String place, int failures) {

        public Limit(Owner owner, int failures) {
            this(owner, "", failures);
        }

        /** Never shows the owner. */
        @Override
        public String toString() {
            return owner.kind();
        }
    }

    /**
     * The owner of a limit, whose failures are counted.
     *
     * @param kind owners of different kinds are independent, even if they have the same name
     */
    public record Owner(String kind, String name) {

        public static Owner user(UserId user) {
            return new Owner("user", user.value());
        }

        public static Owner address(String network) {
            return new Owner("address", network);
        }
    }

    /**
     * Takes one attempt.
     *
     * @return how long to wait if none is left; empty if one was taken
     */
    public Optional<Duration> take(Limit limit) {
        try {
            ConsumptionProbe probe = bucket(limit).tryConsumeAndReturnRemaining(1);
            return probe.isConsumed()
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        } catch (BucketExecutionException failure) {
            throw unreachable(failure);
        }
    }

    /** Gives back an attempt that was taken. */
    public void giveBack(Limit limit) {
        try {
            bucket(limit).addTokens(1);
        } catch (BucketExecutionException failure) {
            throw unreachable(failure);
        }
    }

    /**
     * Returns the network to which an address belongs. For IPv6 it is the /64 prefix, because a host usually has all
     * 2^64 addresses of it.
     */
    public static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes.length == IPV6_LENGTH ? Arrays.copyOf(bytes, IPV6_NETWORK) : bytes);
        } catch (UnknownHostException unreadable) {
            return address;
        }
    }

    /** Deletes the failure counts of a user at all addresses. */
    public void forget(UserId user) {
        String prefix = keyPrefix(Owner.user(user));
        jdbc.sql(FORGET)
                .param("first", prefix + ".")
                .param("end", prefix + AFTER_DOT)
                .update();
    }

    private BucketProxy bucket(Limit limit) {
        int failures = limit.failures();
        return buckets.builder()
                .build(
                        keyPrefix(limit.owner()) + "." + pseudonyms.of("limit", failures + "\n" + limit.place()),
                        () -> BucketConfiguration.builder()
                                .addLimit(limited -> limited.capacity(failures).refillGreedy(failures, REFILL))
                                .build());
    }

    /** Returns the prefix of the keys of all buckets of an owner. */
    private String keyPrefix(Owner owner) {
        return pseudonyms.of("owner", owner.kind() + "\n" + owner.name());
    }

    private static DataAccessResourceFailureException unreachable(BucketExecutionException failure) {
        return new DataAccessResourceFailureException("The rate-limit buckets cannot be read or written", failure);
    }
}
