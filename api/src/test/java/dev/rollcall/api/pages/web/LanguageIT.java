package dev.rollcall.api.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages and sentences for people are in the language that the browser prefers. */
class LanguageIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de                | de | Anmelden
            de-AT, en;q=0.5   | de | Anmelden
            fr, de;q=0.5      | de | Anmelden
            en-GB, de;q=0.9   | en | Sign in
            fr                | en | Sign in
            *                 | en | Sign in
            """)
    void pagesFollowAcceptLanguage(String accepted, String language, String title) {
        Visitor.Page page = new Visitor(SharedNode.client())
                .with("Accept-Language", accepted)
                .get("/login");

        assertThat(page.html().select("html").attr("lang")).isEqualTo(language);
        assertThat(page.text("h1")).isEqualTo(title);
        assertThat(page.headers().firstValue("Content-Language")).contains(language);
        assertThat(page.headers().allValues("Vary")).contains("Accept-Language");
    }

    @Test
    void pagesAreInEnglishWithoutAcceptLanguage() {
        Visitor.Page page = new Visitor(SharedNode.client()).get("/login");

        assertThat(page.headers().firstValue("Content-Language")).contains("en");
        assertThat(page.text("h1")).isEqualTo("Sign in");
    }

    /** A filter refuses the page, before the language of the request is set. */
    @Test
    void pagesAboutErrorsToo() {
        Visitor visitor = new Visitor(SharedNode.client()).signIn("john_roe", "test123");

        Visitor.Page page = visitor.with("Accept-Language", "fr, de;q=0.5").get("/admin");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.text("h1")).isEqualTo("Diese Seite ist nicht für Sie bestimmt");
        assertThat(page.headers().firstValue("Content-Language")).contains("de");
    }

    @Test
    void filesDoNotDependOnTheLanguage() {
        Visitor.Page page = new Visitor(SharedNode.client()).get("/pages/pages.js");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().allValues("Vary")).doesNotContain("Accept-Language");
    }

    @Test
    void problemsSayInGermanWhyASessionEnded() {
        SignedIn device = SharedNode.client().on(Client.PHONE).signIn("john_roe", "test123");
        device.client().post("/auth/logout");
        Client german = device.client().with("Accept-Language", "de");

        for (String path : new String[] {"/auth/profile", "/authorize"}) {
            Reply problem = german.get(path);

            assertThat(problem.status()).as(path).isEqualTo(401);
            assertThat(problem.text("detail")).as(path).isEqualTo("Sie haben sich abgemeldet.");
            assertThat(problem.text("reason")).as(path).isEqualTo("LOGGED_OUT");
        }
    }
}
