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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * How often somebody may fail within {@link #REFILL}, on all nodes together. Every one that is taken counts as a failure
 * until it is given back.
 */
@Component
public class FailureLimits {

    private static final Duration REFILL = Duration.ofMinutes(15);

    private static final int IPV6_LENGTH = 16;

    private static final int IPV6_NETWORK = 8;

    private static final String FORGET =
            "DELETE FROM login_bucket WHERE key COLLATE \"C\" >= ? AND key COLLATE \"C\" < ?";

    private static final char AFTER_DOT = '.' + 1;

    private final ProxyManager<String> buckets;
    private final Pseudonyms pseudonyms;
    private final JdbcTemplate jdbc;

    FailureLimits(ProxyManager<String> buckets, Pseudonyms pseudonyms, JdbcTemplate jdbc) {
        this.buckets = buckets;
        this.pseudonyms = pseudonyms;
        this.jdbc = jdbc;
    }

    /**
     * One limit.
     *
     * @param owner whose failures are counted
     * @param place where, if not everywhere; else empty
     * @param failures how many; another number is another count
     */
    public record Limit(Owner owner, String place, int failures) {

        public Limit(Owner owner, int failures) {
            this(owner, "", failures);
        }

        /** Never shows whose it is. */
        @Override
        public String toString() {
            return owner.kind();
        }
    }

    /**
     * Whose failures are counted.
     *
     * @param kind owners of different kinds have nothing to do with each other
     */
    public record Owner(String kind, String name) {

        static Owner user(UserId user) {
            return new Owner("user", user.value());
        }

        public static Owner address(String network) {
            return new Owner("address", network);
        }
    }

    /**
     * Takes one.
     *
     * @return how long to wait if there is none; empty if it was taken
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

    /** Gives one back that was taken. */
    public void giveBack(Limit limit) {
        try {
            bucket(limit).addTokens(1);
        } catch (BucketExecutionException failure) {
            throw unreachable(failure);
        }
    }

    /** Whose an address is: who has one address of IPv6 has 2^64 of them. */
    public static String network(String address) {
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(bytes.length == IPV6_LENGTH ? Arrays.copyOf(bytes, IPV6_NETWORK) : bytes);
        } catch (UnknownHostException unreadable) {
            return address;
        }
    }

    /** Forgets how often this user failed, wherever that was. */
    public void forget(UserId user) {
        String beginning = beginning(Owner.user(user));
        jdbc.update(FORGET, beginning + ".", beginning + AFTER_DOT);
    }

    private BucketProxy bucket(Limit limit) {
        int failures = limit.failures();
        return buckets.builder()
                .build(
                        beginning(limit.owner()) + "." + pseudonyms.of("limit", failures + "\n" + limit.place()),
                        () -> BucketConfiguration.builder()
                                .addLimit(limited -> limited.capacity(failures).refillGreedy(failures, REFILL))
                                .build());
    }

    /** Of the keys of all buckets of one owner. */
    private String beginning(Owner owner) {
        return pseudonyms.of("owner", owner.kind() + "\n" + owner.name());
    }

    private static DataAccessResourceFailureException unreachable(BucketExecutionException failure) {
        return new DataAccessResourceFailureException("The buckets cannot be read or written", failure);
    }
}
