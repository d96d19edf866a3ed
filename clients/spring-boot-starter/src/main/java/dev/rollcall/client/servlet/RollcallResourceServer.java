package dev.rollcall.client.servlet;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * Makes a chain of Spring Security accept the sessions of Rollcall, in one line:
 * {@code http.oauth2ResourceServer(rollcall::protect)}.
 */
public class RollcallResourceServer {

    private final JwtDecoder decoder;
    private final Converter<Jwt, ? extends AbstractAuthenticationToken> converter;
    private final AuthenticationEntryPoint entryPoint;
    private final AccessDeniedHandler accessDenied;

    public RollcallResourceServer(
            JwtDecoder decoder,
            Converter<Jwt, ? extends AbstractAuthenticationToken> converter,
            AuthenticationEntryPoint entryPoint,
            AccessDeniedHandler accessDenied) {
        this.decoder = decoder;
        this.converter = converter;
        this.entryPoint = entryPoint;
        this.accessDenied = accessDenied;
    }

    /** Configures Spring Security's resource server. */
    public void protect(OAuth2ResourceServerConfigurer<HttpSecurity> server) {
        server.jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(converter))
                .authenticationEntryPoint(entryPoint)
                .accessDeniedHandler(accessDenied);
    }
}
