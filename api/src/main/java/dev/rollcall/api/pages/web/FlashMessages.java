package dev.rollcall.api.pages.web;

import dev.rollcall.api.sessions.cookie.SignedCookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Messages about what was done, which the next page shows once. They are kept in a cookie,
 * {@code nt1.<code>.<about>.<mac>}, until they are shown.
 */
@Component
public class FlashMessages {

    private static final String NAME = "rollcall-notice";
    private static final String PREFIX = "nt1";
    private static final Duration VALID_FOR = Duration.ofMinutes(1);

    private final SignedCookies cookies;

    FlashMessages(SignedCookies cookies) {
        this.cookies = cookies;
    }

    /**
     * @param code names the text {@code page.notice.<code>}
     * @param about what it is about, the first argument of the text
     */
    public record Notice(String code, String about) {}

    public void add(HttpServletRequest request, HttpServletResponse response, Notice notice) {
        String about = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(notice.about().getBytes(StandardCharsets.UTF_8));
        cookies.write(request, response, NAME, PREFIX + "." + notice.code() + "." + about, VALID_FOR);
    }

    public Optional<Notice> consume(HttpServletRequest request, HttpServletResponse response) {
        Optional<Notice> given = cookies.read(request, NAME)
                .map(content -> content.split("\\.", -1))
                .filter(parts -> parts.length == 3 && parts[0].equals(PREFIX))
                .map(parts -> new Notice(
                        parts[1], new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8)));
        given.ifPresent(notice -> cookies.clear(request, response, NAME));
        return given;
    }
}
