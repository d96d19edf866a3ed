package dev.rollcall.api.pages.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Administrators make reset links on a page, and users set a new password there, without scripts. */
class ResetPageIT {

    private static final String OLD = "correct horse";
    private static final String NEW = "battery staple";

    private final Client client = SharedNode.client();
    private final Visitor admin = new Visitor(client).signIn("admin", "admin123");
    private final Visitor visitor = new Visitor(client);

    @Test
    void aLinkSetsANewPassword() {
        SignedIn phone = createUser("page-reset");
        String link = link("page-reset");
        assertThat(link).startsWith("http://" + client.address() + "/login/reset#pc1.");

        Visitor.Page form = visitor.get("/login/reset");
        assertThat(form.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(form.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        Visitor.Page reset = visitor.post("/login/reset", Map.of("code", " " + link + " ", "newPassword", NEW));

        assertThat(reset.status()).isEqualTo(303);
        assertThat(reset.location()).isEqualTo("/login");
        assertThat(visitor.get("/login").text(".notice")).startsWith("Your password was set");
        assertThat(phone.profile().text("reason")).isEqualTo("LOGGED_OUT_EVERYWHERE");
        visitor.signIn("page-reset", NEW);

        Visitor.Page again = new Visitor(client).get("/login/reset");
        assertThat(again.status()).isEqualTo(200);
        Visitor.Page used = visitor.post("/login/reset", Map.of("code", link, "newPassword", "third staple"));
        assertThat(used.status()).isEqualTo(403);
        assertThat(used.text("#code-error")).startsWith("This code is not valid");
    }

    @Test
    void faultsAreShownAtTheirFields() {
        createUser("page-faults");
        String code = link("page-faults").replaceFirst(".*#", "");
        visitor.get("/login/reset");

        Visitor.Page missing = visitor.post("/login/reset", Map.of());
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text("#code-error")).isEqualTo("Enter the code, or the link.");
        assertThat(missing.text("#newPassword-error")).isEqualTo("Enter a new password.");
        for (String bad : List.of("short", "page-faults", "password1")) {
            Visitor.Page page = visitor.post("/login/reset", Map.of("code", code, "newPassword", bad));
            assertThat(page.status()).isEqualTo(400);
            assertThat(page.text("#newPassword-error")).startsWith("A new password must have 8 to 1024 characters");
            assertThat(page.html().select("#code").attr("value")).isEqualTo(code);
            assertThat(page.html().select("input[type=password][value]")).isEmpty();
        }
        assertThat(visitor.post("/login/reset", Map.of("code", code, "newPassword", NEW))
                        .status())
                .isEqualTo(303);
    }

    @Test
    void noLinkIsOfferedForTheOwnAccountOrADisabledOne() {
        createUser("page-disabled");
        String form = "form[action$=/password-reset]";
        assertThat(admin.get("/admin/page/user?user=page-disabled").html().select(form))
                .hasSize(1);
        assertThat(admin.get("/admin/page/user?user=admin").html().select(form)).isEmpty();
        client.signIn("admin", "admin123").client().put("/users/page-disabled/status", Map.of("status", "DISABLED"));

        assertThat(admin.get("/admin/page/user?user=page-disabled").html().select(form))
                .isEmpty();
        Visitor.Page disabled = admin.post("/admin/page/user/password-reset", Map.of("user", "page-disabled"));
        assertThat(disabled.status()).isEqualTo(403);
        assertThat(disabled.text("h1")).isEqualTo("This account is disabled");
        Visitor.Page own = admin.post("/admin/page/user/password-reset", Map.of("user", "admin"));
        assertThat(own.status()).isEqualTo(409);
    }

    private String link(String user) {
        admin.get("/admin/page/user/password-reset?user=" + user);
        Visitor.Page made = admin.post("/admin/page/user/password-reset", Map.of("user", user));
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        return made.html().select("#link").attr("value");
    }

    private SignedIn createUser(String user) {
        Client administrator = client.signIn("admin", "admin123").client();
        assertThat(administrator
                        .post("/users", Map.of("userName", user, "password", OLD))
                        .status())
                .isEqualTo(201);
        return client.signIn(user, OLD);
    }
}
