package dev.rollcall.api.pages.devices;

import static dev.rollcall.api.pages.devices.SessionsPageIT.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.ManySessions;
import dev.rollcall.testing.PageWeight;
import dev.rollcall.testing.SharedNode;
import dev.rollcall.testing.Visitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The page of a user with hundreds of devices. */
class ManyDevicesIT {

    private static final String OTHERS = "#others ~ ul > li";

    /** The page comes in pages of 50, and each device is on one of them. */
    @Test
    void fiveHundredDevicesComeInPages() {
        Visitor visitor = visitor("devices-by-the-hundred");
        ManySessions.start(SharedNode.client(), "devices-by-the-hundred", 500);

        List<String> devices = new ArrayList<>();
        int pages = 0;
        for (String path = "/sessions"; !path.isEmpty(); ) {
            Visitor.Page page = visitor.get(path);
            PageWeight.assertLight(SharedNode.client(), page);
            assertThat(page.text("#used")).isEqualTo("501 devices are signed in.");
            devices.addAll(page.html().select(OTHERS).eachAttr("id"));
            pages++;
            assertThat(pages).isLessThanOrEqualTo(10);
            path = older(page);
        }

        assertThat(pages).isEqualTo(10);
        assertThat(new HashSet<>(devices)).hasSameSizeAs(devices).hasSize(500);
    }

    @Test
    void endingOneOnTheThirdPageStaysThere() {
        Visitor visitor = visitor("ends-on-page-three");
        ManySessions.start(SharedNode.client(), "ends-on-page-three", 160);
        Visitor.Page third = visitor.get(older(visitor.get(older(visitor.get("/sessions")))));
        Element button = third.html().select(OTHERS + " button").get(10);

        Visitor.Page done = visitor.post(button.attr("formaction"), fields(third));

        assertThat(done.status()).isEqualTo(303);
        Visitor.Page after = visitor.get(done.location());
        assertThat(after.html().select("#devices").attr("hx-get"))
                .isEqualTo(third.html().select("#devices").attr("hx-get"));
        assertThat(after.text("#told")).endsWith("was signed out.");
        List<String> left = new ArrayList<>(third.html().select(OTHERS).eachAttr("id"));
        left.remove(10);
        assertThat(after.html().select(OTHERS).eachAttr("id")).startsWith(left.toArray(String[]::new));
    }

    @Test
    void whenThePageIsEmptyTheFirstOneIsShown() {
        Visitor visitor = visitor("empties-a-page");
        ManySessions.start(SharedNode.client(), "empties-a-page", 60);
        Visitor.Page second = visitor.get(older(visitor.get("/sessions")));
        List<Element> buttons = second.html().select(OTHERS + " button");
        assertThat(buttons).hasSize(10);

        Visitor.Page done = second;
        for (Element button : buttons) {
            done = visitor.post(button.attr("formaction"), fields(second));
        }

        Visitor.Page after = visitor.get(done.location());
        assertThat(after.html().select(OTHERS)).hasSize(50);
        assertThat(after.html().select("#this")).hasSize(1);
        assertThat(after.html().select("#older, #newest")).isEmpty();
    }

    @Test
    void aWrongCursorEndsNothing() {
        Visitor visitor = visitor("wrong-cursor");
        String phone = SessionsPageIT.phone("wrong-cursor").sessionId();
        visitor.get("/sessions");

        for (Visitor sender : List.of(visitor, visitor.with("HX-Request", "true"))) {
            Visitor.Page refused = sender.post(
                    "/sessions/" + phone + "/end", Map.of("cursor", "https://evil.example", "_csrf", visitor.token()));
            assertThat(refused.status()).isEqualTo(400);
        }
        assertThat(visitor.get("/sessions").html().select("#device-" + phone)).hasSize(1);
    }

    private static String older(Visitor.Page page) {
        return page.html().select("a:contains(Older devices)").attr("href");
    }

    /** Returns the fields of the form that the buttons of all devices belong to. */
    private static Map<String, String> fields(Visitor.Page page) {
        Map<String, String> fields = new HashMap<>();
        page.html().select("form#end input").forEach(field -> fields.put(field.attr("name"), field.attr("value")));
        return fields;
    }
}
