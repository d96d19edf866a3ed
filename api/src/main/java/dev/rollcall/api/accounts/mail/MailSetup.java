package dev.rollcall.api.accounts.mail;

import dev.rollcall.api.web.settings.WrongSetting;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Whether mails can be sent, and from whom. They can if {@code spring.mail.host} is set. */
@Component
class MailSetup {

    private static final String FROM = "rollcall.mail.from";

    private static final String BASE_URL = "rollcall.mail.base-url";

    private final @Nullable Outgoing outgoing;

    /** @param baseUrl without a slash at the end */
    record Outgoing(JavaMailSender server, InternetAddress from, String baseUrl) {

        /** Returns the host that people know. */
        String host() {
            return URI.create(baseUrl).getHost();
        }
    }

    MailSetup(ObjectProvider<JavaMailSender> server, MailProperties properties) {
        JavaMailSender found = server.getIfAvailable();
        this.outgoing =
                found == null ? null : new Outgoing(found, sender(properties.from()), url(properties.baseUrl()));
    }

    Optional<Outgoing> outgoing() {
        return Optional.ofNullable(outgoing);
    }

    private static InternetAddress sender(@Nullable String from) {
        if (from == null || from.isBlank()) {
            throw new WrongSetting(
                    FROM + " must be set, because spring.mail.host is.",
                    "Set it to the sender of mails, such as 'Rollcall <no-reply@example.org>'.");
        }
        try {
            InternetAddress[] parsed = InternetAddress.parse(from, true);
            WrongSetting.unless(parsed.length == 1 && !parsed[0].isGroup(), FROM + " must be one address");
            parsed[0].validate();
            return parsed[0];
        } catch (AddressException unreadable) {
            throw new WrongSetting(FROM + ": '" + from + "' is not an e-mail address", unreadable);
        }
    }

    private static String url(@Nullable String given) {
        if (given == null || given.isBlank()) {
            throw new WrongSetting(
                    BASE_URL + " must be set, because spring.mail.host is.",
                    "Set it to the URL at which people reach Rollcall, such as https://id.example.org.");
        }
        try {
            URI url = URI.create(given);
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            WrongSetting.unless(
                    web
                            && url.getHost() != null
                            && url.getUserInfo() == null
                            && url.getQuery() == null
                            && url.getFragment() == null,
                    BASE_URL + ": '" + given + "' is not a URL of a web site, such as https://id.example.org");
            return given.replaceFirst("/+$", "");
        } catch (IllegalArgumentException unreadable) {
            throw new WrongSetting(BASE_URL + ": '" + given + "' is not a URL", unreadable);
        }
    }
}
