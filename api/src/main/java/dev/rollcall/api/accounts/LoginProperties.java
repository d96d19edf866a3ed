package dev.rollcall.api.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.login.*}.
 *
 * @param maxFailuresPerUser wrong passwords of one user, or wrong secrets of one client, in 15 minutes; 0: any number
 * @param maxFailuresPerAddress wrong passwords and secrets in 15 minutes, whoever's they are; 0: any number
 */
@ConfigurationProperties("rollcall.login")
public record LoginProperties(
        @DefaultValue("10") int maxFailuresPerUser,
        @DefaultValue("100") int maxFailuresPerAddress) {

    private static final int MOST = 1_000_000;

    public LoginProperties {
        requireCount("max-failures-per-user", maxFailuresPerUser);
        requireCount("max-failures-per-address", maxFailuresPerAddress);
    }

    private static void requireCount(String name, int count) {
        Assert.isTrue(
                count >= 0 && count <= MOST,
                () -> "rollcall.login." + name + " must be between 0 (any number) and " + MOST);
    }
}
