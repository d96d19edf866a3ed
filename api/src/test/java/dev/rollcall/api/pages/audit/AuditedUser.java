package dev.rollcall.api.pages.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An auditor who visits pages of the shared node, and a user with a history to look at. */
final class AuditedUser {

    static final Visitor AUDITOR = auditor("page-auditor");

    static final String ANNA = "anna audited & co";

    /** Anna signed in on this device first, and signed out there. */
    static final SignedIn LAPTOP = signInAndOut();

    /** Anna signed in on this device second, and stays. */
    static final SignedIn PHONE = SharedNode.client().on(Client.PHONE).signIn(ANNA, "correct horse");

    private AuditedUser() {}

    /** Creates an auditor, because other tests end the sessions of the demo's auditor. */
    static Visitor auditor(String name) {
        createUser(Map.of("userName", name, "password", "correct horse", "role", "AUDITOR"));
        return new Visitor(SharedNode.client()).signIn(name, "correct horse");
    }

    private static SignedIn signInAndOut() {
        createUser(Map.of("userName", ANNA, "password", "correct horse"));
        SignedIn laptop = SharedNode.client().on(Client.LAPTOP).signIn(ANNA, "correct horse");
        laptop.client().post("/auth/logout");
        return laptop;
    }

    private static void createUser(Map<String, String> fields) {
        SharedNode.client().signIn("admin", "admin123").client().post("/users", fields);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String link(Visitor.Page page, String text) {
        String found = page.html().select("a:containsOwn(" + text + ")").attr("href");
        assertThat(found).as(text).isNotEmpty();
        return found;
    }
}
