package dev.rollcall.api.oauth;

import dev.rollcall.api.accounts.Accounts;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.checks.SsoSessions;
import dev.rollcall.api.tokens.AccessToken;
import dev.rollcall.api.tokens.BearerToken;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.tokens.jwt.AccessTokens;
import dev.rollcall.api.tokens.jwt.RefreshTokens;
import dev.rollcall.api.tokens.jwt.VerifiedTokens;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.query.livesessions.LiveSession;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds out whether a token is active: it would be accepted now, and its session is live. */
@Component
class Introspections {

    private final VerifiedTokens verifiedTokens;
    private final RefreshTokens refreshTokens;
    private final SessionChecks checks;
    private final SsoSessions logins;
    private final Accounts accounts;
    private final String issuer;
    private final String audience;

    Introspections(
            VerifiedTokens verifiedTokens,
            RefreshTokens refreshTokens,
            SessionChecks checks,
            SsoSessions logins,
            Accounts accounts,
            Issuer issuer,
            AccessTokens accessTokens) {
        this.verifiedTokens = verifiedTokens;
        this.refreshTokens = refreshTokens;
        this.checks = checks;
        this.logins = logins;
        this.accounts = accounts;
        this.issuer = issuer.value();
        this.audience = accessTokens.audience();
    }

    /** The two kinds of token cannot be taken for each other, so nobody has to say which it is. */
    Introspection of(String token) {
        return verifiedTokens
                .find(token)
                .flatMap(this::ofBearerToken)
                .or(() -> refreshTokens.parse(token).flatMap(this::ofRefreshToken))
                .orElse(Introspection.INACTIVE);
    }

    /** Who asks about an access token is about to serve its holder: that is a use of the session. */
    private Optional<Introspection> ofBearerToken(BearerToken token) {
        return sessionOf(token)
                .flatMap(checks::use)
                .map(session -> token instanceof AccessToken own
                        ? Introspection.ofAccessToken(own, issuer, audience)
                        : Introspection.ofExternalToken((ExternalToken) token, session));
    }

    private Optional<Introspection> ofRefreshToken(RefreshTokens.Presented token) {
        return checks.find(token.sessionId())
                .filter(session -> refreshTokens.isUsable(token))
                .flatMap(this::ofRefreshTokenFor);
    }

    private Optional<Introspection> ofRefreshTokenFor(LiveSession session) {
        try {
            return Optional.of(Introspection.ofRefreshToken(session, accounts.roleOf(session.userId()), issuer));
        } catch (Problem accountDisabled) {
            return Optional.empty();
        }
    }

    /** The live session of a token of either kind, used or not. */
    Optional<LiveSession> sessionOf(String token) {
        return verifiedTokens
                .find(token)
                .flatMap(this::sessionOf)
                .or(() -> refreshTokens.parse(token).flatMap(known -> checks.find(known.sessionId())));
    }

    private Optional<LiveSession> sessionOf(BearerToken token) {
        return token instanceof AccessToken own
                ? checks.find(own.sessionId())
                        .filter(session -> session.userId().equals(own.userId()))
                : sessionOfLogin((ExternalToken) token);
    }

    /** A token that has started no session is good for starting one only, which is not what a client asks about. */
    private Optional<LiveSession> sessionOfLogin(ExternalToken token) {
        try {
            return token.loginId() == null
                    ? Optional.empty()
                    : logins.find(token.userId(), token.loginId(), token.issuedAt());
        } catch (Problem ended) {
            return Optional.empty();
        }
    }
}
