package dev.rollcall.api.pages.login;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.cookie.SignedCookies;
import dev.rollcall.event.UserId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The cookie of a user whose password was right but who has to choose first, a session to end or a new password:
 * {@code rp1.<user id>.<time>.<fingerprint of the password hash>.<mac>}.
 */
@Component
class PendingLogin {

    private static final String NAME = "rollcall-proof";
    private static final Duration VALID_FOR = Duration.ofMinutes(5);
    private static final Pattern FORMAT = Pattern.compile("rp1\\.([\\w-]+)\\.([0-9]{1,15})\\.([\\w-]+)");

    private final SignedCookies cookies;
    private final Accounts accounts;
    private final Clock clock;

    PendingLogin(SignedCookies cookies, Accounts accounts, Clock clock) {
        this.cookies = cookies;
        this.accounts = accounts;
        this.clock = clock;
    }

    void set(HttpServletRequest request, HttpServletResponse response, Account account) {
        String user = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(account.userId().value().getBytes(StandardCharsets.UTF_8));
        String content = "rp1." + user + "." + clock.millis() + "." + cookies.fingerprintOf(account.passwordHash());
        cookies.write(request, response, NAME, content, VALID_FOR);
    }

    /** @return the account, or empty if the cookie is too old, the password has changed or the account is disabled */
    Optional<Account> read(HttpServletRequest request) {
        return cookies.read(request, NAME)
                .map(FORMAT::matcher)
                .filter(Matcher::matches)
                .filter(this::isRecent)
                .flatMap(content -> accounts.find(userOf(content)).filter(account -> isStillValid(content, account)));
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        cookies.clear(request, response, NAME);
    }

    private boolean isRecent(MatchResult content) {
        return clock.instant()
                .isBefore(Instant.ofEpochMilli(Long.parseLong(content.group(2))).plus(VALID_FOR));
    }

    private static UserId userOf(MatchResult content) {
        return new UserId(new String(Base64.getUrlDecoder().decode(content.group(1)), StandardCharsets.UTF_8));
    }

    private boolean isStillValid(MatchResult content, Account account) {
        return account.status() == Account.Status.ACTIVE
                && cookies.isFingerprintOf(account.passwordHash(), content.group(3));
    }
}
