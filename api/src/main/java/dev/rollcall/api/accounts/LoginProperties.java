package dev.rollcall.api.accounts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.login.*}.
 *
 * @param maxFailuresPerUser Wrong passwords of one user, or wrong secrets of one trusted client, in 15 minutes, at most
 *     1,000,000. The allowance refills gradually. 0 means any number.
 * @param maxFailuresPerAddress Wrong passwords and secrets from one address in 15 minutes, at most 1,000,000. The
 *     allowance refills gradually. 0 means any number.
 * @param maxWaiting Logins that may wait on a node for their password to be checked, 1 to 1,000,000. At most half of
 *     them are for the same user. Others are answered 503.
 * @param waitAtMost How long a login waits for its password to be checked, 1 millisecond to 10 minutes. Then it is
 *     answered 503.
 */
@ConfigurationProperties("rollcall.login")
public record LoginProperties(
        @DefaultValue("10") int maxFailuresPerUser,
        @DefaultValue("100") int maxFailuresPerAddress,
        @DefaultValue("64") int maxWaiting,
        @DefaultValue("PT5S") Duration waitAtMost) {

    private static final int MOST = 1_000_000;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    public LoginProperties {
        requireCount("max-failures-per-user", maxFailuresPerUser);
        requireCount("max-failures-per-address", maxFailuresPerAddress);
        Assert.isTrue(
                maxWaiting >= 1 && maxWaiting <= MOST,
                () -> "rollcall.login.max-waiting must be between 1 and " + MOST);
        Assert.isTrue(
                waitAtMost.compareTo(SHORTEST) >= 0 && waitAtMost.compareTo(LONGEST) <= 0,
                () -> "rollcall.login.wait-at-most must be from " + SHORTEST + " to " + LONGEST);
    }

    private static void requireCount(String name, int count) {
        Assert.isTrue(
                count >= 0 && count <= MOST,
                () -> "rollcall.login." + name + " must be between 0 (any number) and " + MOST);
    }
}
