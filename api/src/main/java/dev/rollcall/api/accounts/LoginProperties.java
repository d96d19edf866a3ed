package dev.rollcall.api.accounts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.login.*}.
 *
 * @param maxFailuresPerUser wrong passwords of one user, or wrong secrets of one client, in 15 minutes; 0: any number
 * @param maxFailuresPerAddress wrong passwords and secrets from one address in 15 minutes; 0: any number
 * @param maxWaiting how many logins may wait for their password check on a node; half of them may be of one user
 * @param waitAtMost how long a login may wait for its password check
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
