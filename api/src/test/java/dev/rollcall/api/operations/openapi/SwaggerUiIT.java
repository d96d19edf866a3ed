package dev.rollcall.api.operations.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** C-5: the description can be read in a browser, even without access to the internet. */
class SwaggerUiIT {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");

    private final Client client = SharedNode.client();

    @Test
    void theShortAddressRedirects() {
        Reply reply = client.get("/swagger-ui.html");

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("Location")).endsWith("/swagger-ui/index.html");
    }

    @Test
    void servesEverythingThatThePageLoads() {
        String page = client.get("/swagger-ui/index.html").body().asString();

        assertThat(LINK.matcher(page).results().map(MatchResult::group)).hasSizeGreaterThan(4);
        LINK.matcher(page).results().map(link -> link.group(1)).forEach(link -> {
            assertThat(link).doesNotContain("//");
            assertThat(client.get("/swagger-ui/" + link.replace("./", "")).status())
                    .as(link)
                    .isEqualTo(200);
        });
    }

    @Test
    void loadsOurDescriptionWithoutAnExternalValidator() {
        Reply configuration = client.get("/v3/api-docs/swagger-config");

        assertThat(client.get("/swagger-ui/swagger-initializer.js").body().asString())
                .contains("/v3/api-docs/swagger-config");
        assertThat(configuration.text("url")).isEqualTo("/v3/api-docs");
        assertThat(configuration.at("validatorUrl").asString()).isEmpty();
    }
}
