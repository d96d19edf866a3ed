package dev.rollcall.api.pages.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Browser;
import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TestDatabase;
import dev.rollcall.testing.Visitor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The landing page of a node with demo users. */
class LandingIT {

    private final Visitor visitor = new Visitor(SharedNode.client());

    @Test
    void introducesTheDemoUsers() {
        Visitor.Page page = visitor.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.texts("#users ~ ul h3")).containsExactly("june_doe", "john_roe", "admin", "auditor");
        assertThat(page.texts("#users ~ ul code")).containsExactly("test123", "test123", "admin123", "audit123");
        assertThat(page.html().select("a.button").eachAttr("href")).containsExactly("/login", "/swagger-ui.html");
        assertThat(page.html().select("[style], style, script:not([src])")).isEmpty();
    }

    @Test
    void redirectsWhoeverIsSignedIn() {
        assertThat(visitor.signIn("john_roe", "test123").get("/").location()).isEqualTo("/sessions");
    }

    @Test
    void isNotShownWithoutDemoUsers() {
        try (Node node = Node.start(SharedNode.database(), "rollcall.demo-users=false")) {
            assertThat(new Visitor(node.client()).get("/").location()).isEqualTo("/sessions");
        }
    }

    /** Runs them in a shell, as a reader would. */
    @Test
    void theCommandsDoWhatThePageSays() throws IOException, InterruptedException {
        try (Node node = Node.start(TestDatabase.create())) {
            List<String> commands = new Visitor(node.client())
                    .get("/").html().select("pre").stream()
                            .map(pre -> pre.wholeText())
                            .toList();
            assertThat(commands).hasSize(3);
            SignedIn laptop = node.client().on(Client.LAPTOP).signIn("june_doe", "test123");

            String phone = run(commands.get(0) + "; curl -s " + laptop.client().address() + "/auth/profile "
                    + "-H \"Authorization: Bearer $TOKEN\"");
            String output = run(String.join("\n", commands));

            assertThat(phone).contains("Safari 17 on iPhone");
            assertThat(output).contains("A new device").contains("401").contains("\"reason\":\"EVICTED_BY_LIMIT\"");
            assertThat(laptop.profile().text("reason")).isEqualTo("EVICTED_BY_LIMIT");
        }
    }

    private static String run(String commands) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", commands)
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return output;
    }

    @Test
    void isAccessibleAndCopiesACommand() {
        try (Browser browser = Browser.at(SharedNode.client())) {
            browser.page().navigate("/");
            browser.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));

            browser.page().locator("[data-copies=command-phone]").click();

            assertThat(browser.page().locator("[data-copies=command-phone]")).hasText("Copied");
            assertThat(browser.page().evaluate("navigator.clipboard.readText()").toString())
                    .startsWith("TOKEN=$(curl");
            browser.assertAccessible();
            browser.assertFitsIn320Pixels();
        }
    }
}
