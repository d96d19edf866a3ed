package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** A browser without scripts: it keeps cookies and sends forms with their hidden fields. */
public final class Visitor {

    private static final String TOKEN = "_csrf";

    private final Client client;
    private final Map<String, String> cookies;
    private String token = "";

    public Visitor(Client client) {
        this(client, new LinkedHashMap<>());
    }

    private Visitor(Client client, Map<String, String> cookies) {
        this.client = client;
        this.cookies = cookies;
    }

    /** Returns the same browser with a further header. */
    public Visitor with(String header, String value) {
        return new Visitor(client.with(header, value), cookies);
    }

    /** A page; redirects are not followed. */
    public record Page(int status, HttpHeaders headers, Document html) {

        public String text(String selector) {
            return html.select(selector).text();
        }

        public List<String> texts(String selector) {
            return html.select(selector).eachText();
        }

        public String location() {
            return headers.firstValue("Location").orElse("");
        }

        public List<String> setCookies() {
            return headers.allValues("Set-Cookie");
        }

        /** Returns the cookie that the page sets, with its attributes; empty if there is none of that name. */
        public String setCookie(String name) {
            return setCookies().stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .findFirst()
                    .orElse("");
        }
    }

    public Page get(String path) {
        return keep(sender().get(path));
    }

    /** Sends a form with the token of the last page that had one. */
    public Page post(String path, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent(TOKEN, token);
        return postWithoutToken(path, all);
    }

    public Page postWithoutToken(String path, Map<String, String> fields) {
        return keep(sender().form(path, fields));
    }

    /** Returns the token of the last page that had one. */
    public String token() {
        return token;
    }

    /** Sends the form of the login page. */
    public Page login(String userName, String password) {
        get("/login");
        return post("/login", Map.of("userName", userName, "password", password));
    }

    /** Signs in; fails if refused. */
    public Visitor signIn(String userName, String password) {
        Page page = login(userName, password);
        assertThat(page.status()).as(() -> "login: " + page.html()).isEqualTo(303);
        return this;
    }

    public @Nullable String cookie(String name) {
        return cookies.get(name);
    }

    public Visitor cookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    /** Returns the session id of the cookie. */
    public String sessionId() {
        return String.valueOf(cookies.get("rollcall")).split("\\.", -1)[1];
    }

    private Client sender() {
        String all = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? client : client.with("Cookie", all);
    }

    private Page keep(Reply reply) {
        Page page = new Page(
                reply.status(), reply.headers(), Jsoup.parse(reply.body().asString("")));
        assertThat(page.html().text()).as("texts that are missing").doesNotContain("??");
        for (String header : page.setCookies()) {
            HttpCookie cookie = HttpCookie.parse(header).get(0);
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        }
        String given = page.html().select("input[name=" + TOKEN + "]").attr("value");
        token = given.isEmpty() ? token : given;
        return page;
    }
}
