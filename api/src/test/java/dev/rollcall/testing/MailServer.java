package dev.rollcall.testing;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A mail server (SMTP) in this JVM. It can be stopped, and started again on the same port. */
public final class MailServer implements AutoCloseable {

    /** Where the links in mails lead; nothing listens there. */
    public static final String BASE_URL = "https://id.example.org";

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final int port;

    private GreenMail server;

    private MailServer(GreenMail server) {
        this.server = server;
        this.port = server.getSmtp().getPort();
    }

    public static MailServer start() {
        ServerSetup anyPort = ServerSetupTest.SMTP.dynamicPort();
        return new MailServer(started(anyPort));
    }

    private static GreenMail started(ServerSetup setup) {
        GreenMail server = new GreenMail(setup);
        server.start();
        return server;
    }

    /** The settings of a node that sends its mails here, and others. */
    public String[] settings(String... others) {
        return Stream.concat(
                        Stream.of(
                                "spring.mail.host=127.0.0.1",
                                "spring.mail.port=" + port,
                                "rollcall.mail.from=Rollcall <no-reply@example.org>",
                                "rollcall.mail.base-url=" + BASE_URL + "/",
                                "rollcall.mail.max-requests-per-user=0",
                                "rollcall.mail.max-requests-per-address=0"),
                        Arrays.stream(others))
                .toArray(String[]::new);
    }

    /** A mail that has arrived. */
    public record Mail(MimeMessage message, String plain, Document html) {

        static Mail of(MimeMessage message) {
            try {
                MimeMultipart mixed = (MimeMultipart) message.getContent();
                MimeMultipart related = (MimeMultipart) mixed.getBodyPart(0).getContent();
                MimeMultipart texts = (MimeMultipart) related.getBodyPart(0).getContent();
                return new Mail(
                        message,
                        texts.getBodyPart(0).getContent().toString(),
                        Jsoup.parse(texts.getBodyPart(1).getContent().toString()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (MessagingException failure) {
                throw new IllegalStateException(failure);
            }
        }

        public String subject() {
            try {
                return message.getSubject();
            } catch (MessagingException failure) {
                throw new IllegalStateException(failure);
            }
        }

        /** Returns the only link of the HTML part. */
        public String link() {
            return html.select("a").attr("href");
        }

        public String code() {
            return link().substring(link().indexOf('#') + 1);
        }

        /** Returns all of it as it came over the wire. */
        public String source() {
            return GreenMailUtil.getWholeMessage(message);
        }
    }

    /** Returns what has arrived for an address so far, in the order of arrival. */
    public List<Mail> mailsTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> isTo(message, address))
                .map(Mail::of)
                .toList();
    }

    /** Waits for the given number of mails to an address, and returns them. */
    public List<Mail> awaitMailsTo(String address, int number) {
        return await().atMost(PATIENCE).until(() -> mailsTo(address), mails -> mails.size() >= number);
    }

    private static boolean isTo(MimeMessage message, String address) {
        try {
            return Arrays.stream(message.getAllRecipients())
                    .anyMatch(recipient -> recipient.toString().equals(address));
        } catch (MessagingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Refuses connections from now on. */
    public void stop() {
        server.stop();
    }

    /** Accepts connections again, on the same port. */
    public void restart() {
        server = started(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @Override
    public void close() {
        server.stop();
    }
}
