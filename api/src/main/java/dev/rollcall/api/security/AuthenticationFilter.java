package dev.rollcall.api.security;

import dev.rollcall.api.checks.SessionChecks;
import dev.rollcall.api.problem.Problem;
import dev.rollcall.api.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Finds out who is calling: the holder of an access token (RFC 6750 section 2.1) whose session is live, or a trusted
 * client (RFC 7617). Whoever claims to be somebody and is not, is refused here; who claims nothing goes on as nobody.
 */
class AuthenticationFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private final VerifiedTokens tokens;
    private final SessionChecks checks;
    private final TrustedClients clients;
    private final RequestMatcher open;
    private final HandlerExceptionResolver problems;

    AuthenticationFilter(
            VerifiedTokens tokens,
            SessionChecks checks,
            TrustedClients clients,
            RequestMatcher open,
            HandlerExceptionResolver problems) {
        this.tokens = tokens;
        this.checks = checks;
        this.clients = clients;
        this.open = open;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return open.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        List<String> authorization = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (!authorization.isEmpty()) {
            try {
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(authenticate(authorization));
                SecurityContextHolder.setContext(context);
            } catch (RuntimeException refused) {
                problems.resolveException(request, response, null, refused);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private Authentication authenticate(List<String> authorization) {
        String value = authorization.get(0);
        if (authorization.size() == 1 && startsWith(value, BEARER)) {
            return bearer(value.substring(BEARER.length()).trim());
        }
        if (authorization.size() == 1 && startsWith(value, BASIC)) {
            return basic(value.substring(BASIC.length()).trim());
        }
        throw new Problem(ProblemCode.INVALID_TOKEN, "Send one Authorization header, with a bearer token.");
    }

    private Authentication bearer(String value) {
        AccessToken token;
        try {
            token = tokens.verify(value);
        } catch (InvalidToken invalid) {
            throw new Problem(ProblemCode.INVALID_TOKEN, "Sign in again, or refresh the token.", invalid);
        }
        Caller caller = new Caller(checks.requireLive(token.sessionId()), token.userName(), token.role());
        return authenticated(caller, token.role().name());
    }

    private Authentication basic(String value) {
        try {
            String[] credentials = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).split(":", 2);
            if (credentials.length == 2) {
                return clients.check(credentials[0], credentials[1])
                        .map(client -> authenticated(client, "TRUSTED_CLIENT"))
                        .orElseThrow(AuthenticationFilter::unknownClient);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new Problem(ProblemCode.INVALID_CLIENT, "The Authorization header cannot be read.", notBase64);
        }
        throw unknownClient();
    }

    private static Problem unknownClient() {
        return new Problem(ProblemCode.INVALID_CLIENT, "Check the client's id and secret.");
    }

    private static Authentication authenticated(Object principal, String role) {
        return UsernamePasswordAuthenticationToken.authenticated(
                principal, null, List.of(new SimpleGrantedAuthority("ROLE_" + role)));
    }

    private static boolean startsWith(String value, String scheme) {
        return value.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
