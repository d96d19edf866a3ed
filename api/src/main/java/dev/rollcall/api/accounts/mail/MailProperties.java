package dev.rollcall.api.accounts.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * {@code rollcall.mail.*}. The mail server is in {@code spring.mail.*}.
 *
 * @param from Sender of e-mails, such as 'no-reply@example.org'. Required with 'spring.mail.host'. See
 *     docs/install.md.
 * @param baseUrl URL at which people reach Rollcall, for the links in e-mails: 'https://id.example.org'. Required with
 *     'spring.mail.host'.
 * @param maxRequestsPerUser E-mails that people may request with one user name in 15 minutes, at most 1,000,000; never
 *     more than one a minute. The allowance refills gradually. 0 means any number.
 * @param maxRequestsPerAddress E-mails that people may request from one IP address in 15 minutes, at most 1,000,000. The
 *     allowance refills gradually. 0 means any number.
 */
@ConfigurationProperties("rollcall.mail")
record MailProperties(
        @Nullable String from,
        @Nullable String baseUrl,
        @DefaultValue("5") int maxRequestsPerUser,
        @DefaultValue("30") int maxRequestsPerAddress) {

    private static final int MOST = 1_000_000;

    MailProperties {
        requireCount("max-requests-per-user", maxRequestsPerUser);
        requireCount("max-requests-per-address", maxRequestsPerAddress);
    }

    private static void requireCount(String name, int count) {
        Assert.isTrue(
                count >= 0 && count <= MOST,
                () -> "rollcall.mail." + name + " must be between 0 (any number) and " + MOST);
    }
}
