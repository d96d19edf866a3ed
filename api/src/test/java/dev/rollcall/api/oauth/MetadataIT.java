package dev.rollcall.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.TestDatabase;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** C-5: the content of {@code /.well-known/oauth-authorization-server}, and that it is true. */
class MetadataIT {

    private static final String PATH = "/.well-known/oauth-authorization-server";

    @Test
    void listsTheEndpoints() {
        Client client = SharedNode.client();
        Reply metadata = client.get(PATH);
        String token = client.start("metadata").accessToken();

        assertThat(metadata.status()).isEqualTo(200);
        assertThat(metadata.body().propertyNames())
                .containsExactlyInAnyOrder(
                        "issuer",
                        "jwks_uri",
                        "introspection_endpoint",
                        "introspection_endpoint_auth_methods_supported",
                        "revocation_endpoint",
                        "revocation_endpoint_auth_methods_supported",
                        "response_types_supported",
                        "grant_types_supported",
                        "backchannel_logout_supported",
                        "backchannel_logout_session_supported",
                        "service_documentation");
        assertThat(metadata.texts("introspection_endpoint_auth_methods_supported"))
                .containsExactly("client_secret_basic");
        assertThat(metadata.texts("revocation_endpoint_auth_methods_supported")).containsExactly("client_secret_basic");
        Reply introspection = client.asGateway().form(path(metadata, "introspection_endpoint"), Map.of("token", token));
        assertThat(introspection.text("iss")).isEqualTo(metadata.text("issuer"));
        assertThat(client.get(path(metadata, "jwks_uri")).at("keys").isEmpty()).isFalse();
        assertThat(client.get(path(metadata, "service_documentation")).status()).isEqualTo(302);
        assertThat(client.asGateway()
                        .form(path(metadata, "revocation_endpoint"), Map.of("token", token))
                        .status())
                .isEqualTo(200);
    }

    /** The issuer is exactly the one in tokens (RFC 8414 section 3.3). */
    @Test
    void derivesAddressesFromTheIssuer() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database, "rollcall.tokens.issuer=https://id.example.org/rollcall/")) {
            Reply metadata = node.client().get(PATH);

            assertThat(metadata.text("issuer")).isEqualTo("https://id.example.org/rollcall/");
            assertThat(metadata.text("jwks_uri")).isEqualTo("https://id.example.org/rollcall/.well-known/jwks.json");
            assertThat(metadata.text("revocation_endpoint")).isEqualTo("https://id.example.org/rollcall/oauth2/revoke");
        }
        try (Node node = Node.start(database, "rollcall.tokens.issuer=rollcall")) {
            assertThat(node.client().get(PATH).status()).isEqualTo(404);
            assertThat(node.client().get(PATH).code()).isEqualTo("NOT_FOUND");
        }
    }

    private static String path(Reply metadata, String member) {
        return URI.create(metadata.text(member)).getPath();
    }
}
