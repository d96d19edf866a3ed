package dev.rollcall.client;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Makes the authentication of a request from a verified access token. The principal is a {@link RollcallSession}, and
 * the claim {@code role} becomes an authority.
 */
public class RollcallAuthenticationConverter implements Converter<Jwt, JwtAuthenticationToken> {

    private final String rolePrefix;

    /** @param rolePrefix comes before the role in the authority; {@code ROLE_} is what {@code hasRole} expects */
    public RollcallAuthenticationConverter(String rolePrefix) {
        this.rolePrefix = rolePrefix;
    }

    /** Converts a token that the decoder of this starter has accepted. */
    @Override
    public JwtAuthenticationToken convert(Jwt token) {
        RollcallSession session = new RollcallSession(
                text(token, JwtClaimNames.SUB),
                text(token, "user_name"),
                text(token, "role"),
                text(token, "sid"),
                token.getClaimAsInstant("auth_time"));
        Instant issuedAt = token.getIssuedAt();
        List<GrantedAuthority> authorities = List.of(
                new SimpleGrantedAuthority(rolePrefix + session.role()),
                FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.BEARER_AUTHORITY)
                        .issuedAt(issuedAt == null ? Instant.EPOCH : issuedAt)
                        .build());
        return new JwtAuthenticationToken(token, session, authorities);
    }

    private static String text(Jwt token, String claim) {
        return Objects.requireNonNull(token.getClaimAsString(claim), claim);
    }
}
