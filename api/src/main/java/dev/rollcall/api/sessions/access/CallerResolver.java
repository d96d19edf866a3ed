package dev.rollcall.api.sessions.access;

import dev.rollcall.api.accounts.clients.TrustedClient;
import dev.rollcall.api.accounts.clients.TrustedClients;
import dev.rollcall.api.sessions.checks.SessionChecks;
import dev.rollcall.api.sessions.checks.SsoSessions;
import dev.rollcall.api.tokens.AccessToken;
import dev.rollcall.api.tokens.BearerToken;
import dev.rollcall.api.tokens.ExternalToken;
import dev.rollcall.api.tokens.InvalidToken;
import dev.rollcall.api.tokens.jwt.VerifiedTokens;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.event.SessionId;
import dev.rollcall.query.livesessions.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Resolves the caller of a request: the holder of a token (RFC 6750 section 2.1), with or without a live session, or a
 * trusted client (RFC 7617). Invalid credentials are refused.
 */
@Component
public class CallerResolver {

    /** The header that names the session of an external token, which names none itself. */
    public static final String SESSION_ID = "X-Session-Id";

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final VerifiedTokens tokens;
    private final SessionChecks checks;
    private final SsoSessions logins;
    private final TrustedClients clients;

    CallerResolver(VerifiedTokens tokens, SessionChecks checks, SsoSessions logins, TrustedClients clients) {
        this.tokens = tokens;
        this.checks = checks;
        this.logins = logins;
        this.clients = clients;
    }

    /**
     * @return a {@link TokenHolder} or a {@link TrustedClient}; empty if the request has no credentials
     * @throws Problem {@code INVALID_TOKEN}, {@code INVALID_CLIENT}, {@code TOO_MANY_CLIENT_ATTEMPTS},
     *     {@code SESSION_ENDED} or {@code SESSION_STATE_UNAVAILABLE}
     */
    public Optional<Principal> of(HttpServletRequest request) {
        List<String> authorization = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (authorization.isEmpty()) {
            return Optional.empty();
        }
        String value = authorization.get(0);
        if (authorization.size() == 1 && startsWith(value, BEARER)) {
            return Optional.of(holder(value.substring(BEARER.length()).trim(), request));
        }
        if (authorization.size() == 1 && startsWith(value, BASIC)) {
            return Optional.of(client(value.substring(BASIC.length()).trim(), request.getRemoteAddr()));
        }
        throw new Problem(ProblemCode.INVALID_TOKEN, "Send one Authorization header, with a bearer token.");
    }

    private TokenHolder holder(String value, HttpServletRequest request) {
        BearerToken token;
        try {
            token = tokens.verify(value);
        } catch (InvalidToken invalid) {
            throw new Problem(ProblemCode.INVALID_TOKEN, "Sign in again, or refresh the token.", invalid);
        }
        if (token instanceof AccessToken own) {
            LiveSession session = checks.requireLive(own.sessionId(), own.userId());
            return new Caller(session, own.userName(), own.role(), null, own.authenticatedAt());
        }
        return external((ExternalToken) token, request);
    }

    private TokenHolder external(ExternalToken token, HttpServletRequest request) {
        List<String> named = Collections.list(request.getHeaders(SESSION_ID));
        if (named.size() > 1) {
            throw Problem.invalid(SESSION_ID, "must not be repeated");
        }
        return session(token, named)
                .<TokenHolder>map(session -> Caller.with(token, session))
                .orElseGet(() -> new SessionlessHolder(token, !named.isEmpty()));
    }

    /**
     * If the token names its login, the login decides: the header only chooses among the live sessions of the login.
     */
    private Optional<LiveSession> session(ExternalToken token, List<String> named) {
        Optional<SessionId> chosen = named.stream().findFirst().flatMap(SessionId::parse);
        String loginId = token.loginId();
        if (loginId == null) {
            return chosen.flatMap(sessionId -> named(sessionId, token));
        }
        if (named.isEmpty()) {
            return logins.find(token.userId(), loginId, token.issuedAt());
        }
        if (chosen.isEmpty()) {
            logins.requireNotEnded(token.userId(), loginId, token.issuedAt());
        }
        return chosen.flatMap(sessionId -> logins.findNamed(sessionId, token.userId(), loginId, token.issuedAt()));
    }

    private Optional<LiveSession> named(SessionId sessionId, ExternalToken token) {
        Optional<LiveSession> live = checks.findAndUse(sessionId, token.userId());
        if (live.isEmpty()) {
            checks.whyEnded(sessionId, token.userId()).ifPresent(ended -> {
                throw ended;
            });
        }
        return live;
    }

    private TrustedClient client(String value, String address) {
        try {
            String[] credentials = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).split(":", 2);
            if (credentials.length == 2) {
                return clients.check(credentials[0], credentials[1], address)
                        .orElseThrow(CallerResolver::unknownClient);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new Problem(ProblemCode.INVALID_CLIENT, "The Authorization header cannot be read.", notBase64);
        }
        throw unknownClient();
    }

    private static Problem unknownClient() {
        return new Problem(ProblemCode.INVALID_CLIENT, "Check the client's id and secret.");
    }

    /** Returns whether a request has a bearer token, as a gateway's should. */
    public static boolean isWithToken(HttpServletRequest request) {
        return isWith(BEARER, request);
    }

    /** Returns whether a request has the secret of a client. */
    public static boolean isWithSecret(HttpServletRequest request) {
        return isWith(BASIC, request);
    }

    private static boolean isWith(String scheme, HttpServletRequest request) {
        String value = request.getHeader(HttpHeaders.AUTHORIZATION);
        return value != null && startsWith(value, scheme);
    }

    private static boolean startsWith(String value, String scheme) {
        return value.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
