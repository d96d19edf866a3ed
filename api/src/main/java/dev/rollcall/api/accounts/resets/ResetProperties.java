package dev.rollcall.api.accounts.resets;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.login.*}, of forgotten passwords.
 *
 * @param resetLinkLifetime How long a link to reset a password is valid, 1 minute to 1 day.
 */
@ConfigurationProperties("rollcall.login")
public record ResetProperties(@DefaultValue("PT30M") Duration resetLinkLifetime) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public ResetProperties {
        Assert.isTrue(
                resetLinkLifetime.compareTo(SHORTEST) >= 0 && resetLinkLifetime.compareTo(LONGEST) <= 0,
                () -> "rollcall.login.reset-link-lifetime must be from " + SHORTEST + " to " + LONGEST);
    }
}
