package dev.rollcall.api.pages.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;

/** Rules for every page and page action that the application maps. */
class EveryPageIT {

    private final Visitor nobody = new Visitor(SharedNode.client());

    private static List<String> mapped(RequestMethod method) {
        return SharedNode.node().mappings().getHandlerMethods().entrySet().stream()
                .filter(mapping ->
                        mapping.getValue().getBeanType().getPackageName().startsWith("dev.rollcall"))
                .filter(mapping ->
                        !AnnotatedElementUtils.hasAnnotation(mapping.getValue().getBeanType(), ResponseBody.class))
                .filter(mapping ->
                        mapping.getKey().getMethodsCondition().getMethods().contains(method))
                .flatMap(mapping -> mapping.getKey().getPatternValues().stream())
                .map(pattern -> pattern.replaceAll("\\{\\w+}", "01a1fdd5-5552-73e8-a37e-7b2db2363844"))
                .toList();
    }

    static List<String> guarded() {
        return mapped(RequestMethod.GET).stream()
                .filter(path -> !path.equals("/") && !path.startsWith("/login"))
                .toList();
    }

    static List<String> actions() {
        return mapped(RequestMethod.POST);
    }

    @Test
    void findsPagesAndActions() {
        assertThat(guarded()).contains("/sessions", "/sessions/settings");
        assertThat(actions()).contains("/login", "/sessions/leave");
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void redirectsToTheLoginPageAndBack(String path) {
        Visitor.Page page = nobody.get(path);
        Visitor.Page fetched = nobody.with("HX-Request", "true").get(path);

        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).startsWith("/login");
        assertThat(nobody.get(page.location()).html().select("input[name=to]").attr("value"))
                .isEqualTo(path);
        assertThat(fetched.status()).isEqualTo(401);
        assertThat(fetched.headers().firstValue("HX-Redirect")).contains("/login");
    }

    /** The encoded address would not fit into a header. */
    @ParameterizedTest
    @MethodSource("guarded")
    void redirectsFromALongAddressWithoutAWayBack(String path) {
        Visitor.Page page = nobody.get(path + "?a=" + "%2F".repeat(2_000));

        assertThat(page.status()).isEqualTo(303);
        assertThat(page.location()).isEqualTo("/login");
    }

    @ParameterizedTest
    @ValueSource(strings = {".json", ".js", ".css", ".xml", ".pdf"})
    void answersErrorsWithAPageForAnyFileExtension(String ending) {
        Visitor.Page page = nobody.postWithoutToken("/sessions/x" + ending, Map.of());

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void ignoresAccessTokens(String path) {
        String token = SharedNode.client().signIn("admin", "admin123").accessToken();

        assertThat(nobody.with("Authorization", "Bearer " + token).get(path).location())
                .startsWith("/login");
    }

    @ParameterizedTest
    @MethodSource("actions")
    void actionsRequireTheTokenOfTheForm(String path) {
        nobody.get("/login");

        assertThat(nobody.postWithoutToken(path, Map.of()).status()).isEqualTo(403);
        assertThat(nobody.postWithoutToken(path, Map.of("_csrf", "AAAA")).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void actionsWithoutASessionRedirectToTheLoginPage(String path) {
        nobody.get("/login");
        if (!path.startsWith("/login")) {
            assertThat(nobody.post(path, Map.of()).location()).isEqualTo("/login");
        }
    }
}
