package dev.rollcall.api.accounts.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Refusal;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S2-9: introspection and revocation serve only trusted clients, and accept only forms. */
class ClientsOnlyIT {

    private final Client client = SharedNode.client();

    private final SignedIn device = client.start("clients-only");

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/introspect", "/oauth2/revoke"})
    void refusesEverybodyElse(String path) {
        Map<String, String> form = Map.of("token", device.accessToken());
        Reply nobody = Refusal.of(() -> client.form(path, form));
        Reply unknown =
                Refusal.of(() -> client.with("Authorization", "Basic eDp5").form(path, form));

        assertThat(nobody.code()).isEqualTo("INVALID_CLIENT");
        assertThat(unknown.code()).isEqualTo("INVALID_CLIENT");
        assertThat(nobody.header("WWW-Authenticate")).isEqualTo("Basic realm=\"rollcall\"");
        assertThat(unknown.header("WWW-Authenticate")).isEqualTo("Basic realm=\"rollcall\"");
        assertThat(Refusal.of(() -> device.client().form(path, form)).code()).isEqualTo("FORBIDDEN");
        assertThat(device.profile().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/introspect", "/oauth2/revoke"})
    void namesTheInvalidField(String path) {
        Client gateway = client.asGateway();

        Refusal.ofField("token", () -> gateway.form(path, Map.of()));
        Refusal.ofField("token", () -> gateway.form(path, Map.of("token", "")));
        Refusal.ofField("token", () -> gateway.form(path, Map.of("token", " ")));
        Refusal.ofField("token", () -> gateway.form(path, Map.of("token_type_hint", "access_token")));
        Refusal.ofField("token", () -> gateway.form(path + "?token=x", Map.of()));
        Refusal.ofField("token", () -> gateway.form(path + "?token=x", Map.of("token", "x")));
        Reply json = Refusal.of(() -> gateway.post(path, Map.of("token", "x")));
        assertThat(json.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
}
