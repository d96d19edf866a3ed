package dev.rollcall.api.pages.login;

import dev.rollcall.api.accounts.Account;
import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.pages.web.SignedCookies;
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
 * The cookie of a user whose password was right but whose limit is reached, while they choose a session to end:
 * {@code rp1.<user id>.<time>.<mark of the password>.<mac>}.
 */
@Component
class PendingLogin {

    private static final String NAME = "rollcall-proof";
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Pattern FORMAT = Pattern.compile("rp1\\.([\\w-]+)\\.([0-9]{1,15})\\.([\\w-]+)");

    private final SignedCookies cookies;
    private final Accounts accounts;
    private final Clock clock;

    PendingLogin(SignedCookies cookies, Accounts accounts, Clock clock) {
        this.cookies = cookies;
        this.accounts = accounts;
        this.clock = clock;
    }

    void give(HttpServletRequest request, HttpServletResponse response, Account account) {
        String user = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(account.userId().value().getBytes(StandardCharsets.UTF_8));
        String content = "rp1." + user + "." + clock.millis() + "." + cookies.markOf(account.passwordHash());
        cookies.write(request, response, NAME, content, GOOD_FOR);
    }

    /** @return the account, or empty if the cookie is too old, the password has changed or the account is disabled */
    Optional<Account> read(HttpServletRequest request) {
        return cookies.read(request, NAME)
                .map(FORMAT::matcher)
                .filter(Matcher::matches)
                .filter(this::isRecent)
                .flatMap(proof -> accounts.find(userOf(proof)).filter(account -> isStillGood(proof, account)));
    }

    void clear(HttpServletRequest request, HttpServletResponse response) {
        cookies.clear(request, response, NAME);
    }

    private boolean isRecent(MatchResult proof) {
        return clock.instant()
                .isBefore(Instant.ofEpochMilli(Long.parseLong(proof.group(2))).plus(GOOD_FOR));
    }

    private static UserId userOf(MatchResult proof) {
        return new UserId(new String(Base64.getUrlDecoder().decode(proof.group(1)), StandardCharsets.UTF_8));
    }

    private boolean isStillGood(MatchResult proof, Account account) {
        return account.status() == Account.Status.ACTIVE
                && cookies.markOf(account.passwordHash()).equals(proof.group(3));
    }
}
