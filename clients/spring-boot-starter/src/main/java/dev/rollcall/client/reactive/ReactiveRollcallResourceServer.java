package dev.rollcall.client.reactive;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.web.server.ServerHttpSecurity.OAuth2ResourceServerSpec;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import reactor.core.publisher.Mono;

/**
 * Makes a chain of Spring Security for WebFlux accept the sessions of Rollcall, in one line:
 * {@code http.oauth2ResourceServer(rollcall::protect)}.
 */
public class ReactiveRollcallResourceServer {

    private final ReactiveJwtDecoder decoder;
    private final Converter<Jwt, ? extends AbstractAuthenticationToken> converter;
    private final ServerAuthenticationEntryPoint entryPoint;
    private final ServerAccessDeniedHandler accessDenied;

    public ReactiveRollcallResourceServer(
            ReactiveJwtDecoder decoder,
            Converter<Jwt, ? extends AbstractAuthenticationToken> converter,
            ServerAuthenticationEntryPoint entryPoint,
            ServerAccessDeniedHandler accessDenied) {
        this.decoder = decoder;
        this.converter = converter;
        this.entryPoint = entryPoint;
        this.accessDenied = accessDenied;
    }

    /** Configures Spring Security's resource server. */
    public void protect(OAuth2ResourceServerSpec server) {
        server.jwt(jwt -> jwt.jwtDecoder(decoder)
                        .jwtAuthenticationConverter(token -> Mono.justOrEmpty(converter.convert(token))))
                .authenticationEntryPoint(entryPoint)
                .accessDeniedHandler(accessDenied);
    }
}
