package dev.rollcall.api.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollcall.api.tokens.Issuer;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.api.web.problem.ProblemCode;
import dev.rollcall.api.web.problem.ProblemResponses;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells which endpoints of an OAuth 2.0 authorization server this service has, and their URLs. */
@RestController
class MetadataController {

    private static final List<String> BY_BASIC = List.of("client_secret_basic");

    /**
     * The metadata of RFC 8414 section 2. There is no authorization endpoint and no token endpoint, so no response
     * types and no grant types are supported. The lists are sent although they are empty: without the list of grant
     * types, clients would assume the default ones (ibid.). For logouts, see OpenID Connect Back-Channel Logout 1.0
     * section 2.1.
     */
    record Metadata(
            String issuer,
            @JsonProperty("jwks_uri") URI jwksUri,
            @JsonProperty("introspection_endpoint") URI introspectionEndpoint,

            @JsonProperty("introspection_endpoint_auth_methods_supported")
            List<String> introspectionEndpointAuthMethodsSupported,

            @JsonProperty("revocation_endpoint") URI revocationEndpoint,

            @JsonProperty("revocation_endpoint_auth_methods_supported")
            List<String> revocationEndpointAuthMethodsSupported,

            @JsonProperty("response_types_supported") List<String> responseTypesSupported,
            @JsonProperty("grant_types_supported") List<String> grantTypesSupported,
            @JsonProperty("backchannel_logout_supported") boolean backchannelLogoutSupported,

            @JsonProperty("backchannel_logout_session_supported")
            boolean backchannelLogoutSessionSupported,

            @JsonProperty("service_documentation") URI serviceDocumentation) {

        static Metadata of(String issuer) {
            String base = issuer.replaceFirst("/$", "");
            return new Metadata(
                    issuer,
                    URI.create(base + "/.well-known/jwks.json"),
                    URI.create(base + "/oauth2/introspect"),
                    BY_BASIC,
                    URI.create(base + "/oauth2/revoke"),
                    BY_BASIC,
                    List.of(),
                    List.of(),
                    true,
                    true,
                    URI.create(base + "/swagger-ui.html"));
        }
    }

    private final Optional<Metadata> metadata;

    MetadataController(Issuer issuer) {
        this.metadata = issuer.baseUrl().map(url -> Metadata.of(issuer.value()));
    }

    @GetMapping(path = "/.well-known/oauth-authorization-server", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Get the authorization server metadata (RFC 8414)")
    @ProblemResponses(ProblemCode.NOT_FOUND)
    Metadata metadata() {
        return metadata.orElseThrow(
                () -> new Problem(ProblemCode.NOT_FOUND, "The issuer of this service is not an HTTP(S) URL."));
    }
}
