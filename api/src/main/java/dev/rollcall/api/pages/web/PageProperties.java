package dev.rollcall.api.pages.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.pages.*}.
 *
 * @param passwordAgainAfter How long a password entered on a page, or a login, is enough for sensitive actions, at
 *     most 24 hours. With 0, every sensitive action asks for the password. See docs/pages.md.
 */
@ConfigurationProperties("rollcall.pages")
record PageProperties(@DefaultValue("PT10M") Duration passwordAgainAfter) {

    private static final Duration LONGEST = Duration.ofDays(1);

    PageProperties {
        Assert.isTrue(
                !passwordAgainAfter.isNegative() && passwordAgainAfter.compareTo(LONGEST) <= 0,
                "rollcall.pages.password-again-after must be between PT0S and PT24H");
    }
}
