package dev.rollcall.api.accounts.mail;

import dev.rollcall.api.accounts.email.EmailAddress;
import dev.rollcall.api.accounts.mail.MailSetup.Outgoing;
import dev.rollcall.api.accounts.resets.ResetCodes.ResetCode;
import dev.rollcall.api.accounts.resets.ResetProperties;
import dev.rollcall.api.web.PagePaths;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Writes mails with links for a new password, as plain text and as HTML. */
@Component
class ResetMailTexts {

    private final MessageSource texts;
    private final SpringTemplateEngine templates;
    private final ResetProperties properties;
    private final Clock clock;

    ResetMailTexts(MessageSource texts, SpringTemplateEngine templates, ResetProperties properties, Clock clock) {
        this.texts = texts;
        this.templates = templates;
        this.properties = properties;
        this.clock = clock;
    }

    /** Writes the mail. Nothing from a request is in its headers but the recipient, who was checked. */
    MimeMessage write(ResetMail mail, EmailAddress recipient, ResetCode code, Outgoing outgoing)
            throws MessagingException {
        Locale language = Locale.forLanguageTag(mail.language());
        String subject = texts.getMessage("mail.reset.subject", new Object[] {outgoing.host()}, language);
        String link = outgoing.baseUrl() + PagePaths.RESET + "#" + code.value();
        Parts parts = parts(mail, outgoing.host(), language);
        MimeMessage message = outgoing.server().createMimeMessage();
        MimeMessageHelper content = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        content.setFrom(outgoing.from());
        content.setTo(recipient.value());
        content.setSubject(subject);
        content.setSentDate(Date.from(clock.instant()));
        content.setText(plain(parts, link), html(parts, subject, link, language));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nothing shall answer it
        return message;
    }

    /** What comes before the link, and after it. */
    private record Parts(List<String> before, List<String> after) {}

    private Parts parts(ResetMail mail, String host, Locale language) {
        String by = mail.fromAdministrator() ? "administrator" : "anybody";
        List<String> before = new ArrayList<>();
        before.add(text("mail.reset.greeting", language, mail.user().value()));
        before.add(text("mail.reset.by." + by, language, mail.user().value(), host));
        before.add(text("mail.reset.link", language));
        return new Parts(
                before,
                List.of(
                        text(
                                "mail.reset.valid",
                                language,
                                properties.resetLinkLifetime().toMinutes()),
                        text("mail.reset.not-you." + by, language)));
    }

    private String text(String key, Locale language, Object... arguments) {
        return texts.getMessage(key, arguments, language);
    }

    private static String plain(Parts parts, String link) {
        List<String> paragraphs = new ArrayList<>(parts.before());
        paragraphs.add(link);
        paragraphs.addAll(parts.after());
        return String.join("\n\n", paragraphs) + "\n";
    }

    private String html(Parts parts, String subject, String link, Locale language) {
        Map<String, Object> values =
                Map.of("subject", subject, "before", parts.before(), "link", link, "after", parts.after());
        return templates.process("mail/reset", new Context(language, values));
    }
}
