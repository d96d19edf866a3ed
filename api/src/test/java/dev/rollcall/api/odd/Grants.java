package dev.rollcall.api.odd;

import dev.rollcall.api.odd.CallerKind.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;

/** Checks whether a granted request may have been granted, by the written rules and the request as sent. */
record Grants(Targets targets) {

    /** Paths that everybody may see, or that are answered before authentication. */
    private static final Pattern PUBLIC = Pattern.compile(
            "/|/login|/pages/.*|/webjars/.*|/v3/api-docs.*|/swagger-ui.*|/actuator/(health.*|prometheus)|/favicon.ico");

    private static final Pattern OF_ONE_USER = Pattern.compile("/+users/+([^/]+)/+(sessions|security-settings)(/.*)?");

    private static final String BOOTSTRAP = "/auth/bootstrap-session";

    @Nullable
    String complaint(Wire wire, Answer answer, Scene scene) {
        if (wire.replaced) {
            return answer.body().isEmpty() || answer.body().contains("<title>")
                    ? null
                    : "granted although it is not a valid request";
        }
        String path = undisguised(wire.path);
        if (PUBLIC.matcher(path).matches()) {
            return null;
        }
        Optional<Target> called = targets.at(wire.method, path);
        if (called.isEmpty()) {
            return wire.method.equals("OPTIONS") ? null : "granted at an unmapped path";
        }
        Target target = called.get();
        Rule rule = Rule.of(target);
        boolean byCookie = rule == Rule.GATEWAY && wire.caller.hasCookie() && mayBeOfABrowser(wire, path);
        Standing standing = wire.caller.standing(target.isPage() || byCookie);
        String user = variables(target, path).get("userId");
        boolean own = scene.userId(wire.caller).equals(user) && wire.caller != CallerKind.TRUSTED_CLIENT;
        if (!rule.allows(standing, user, own)) {
            return "granted without permission: " + target;
        }
        return rule == Rule.GATEWAY ? passed(wire, answer, path, standing, scene) : null;
    }

    /** Checks what a gateway was told about the caller, and that a token without a session passes only to start one. */
    private @Nullable String passed(Wire wire, Answer answer, String path, Standing standing, Scene scene) {
        if (!answer.header("X-User-Id").equals(scene.userId(wire.caller))) {
            return "passed as somebody else";
        }
        List<String> uris = new ArrayList<>(values(wire, "X-Original-URI", "X-Forwarded-Uri"));
        List<String> methods = asked(wire, path);
        if (path.length() > "/authorize".length()) {
            uris.add(path.substring("/authorize".length()));
        }
        String user = scene.userId(wire.caller);
        if (standing != Standing.ADMINISTRATOR && uris.stream().anyMatch(uri -> isOfAnother(uri, user))) {
            return "passed to somebody else's path";
        }
        String start = "/users/" + user + "/sessions";
        boolean starts = !uris.isEmpty()
                && !methods.isEmpty()
                && methods.stream().allMatch("POST"::equals)
                && uris.stream().map(uri -> uri.split("\\?", 2)[0]).allMatch(List.of(BOOTSTRAP, start)::contains);
        return standing == Standing.TOKEN && !starts ? "passed without a session" : null;
    }

    /** Whether a cookie may count: the gateway says that an allowed host was asked, and not for another site. */
    private static boolean mayBeOfABrowser(Wire wire, String path) {
        boolean reads = asked(wire, path).stream().allMatch(method -> method.matches("GET|HEAD"));
        List<String> sites = values(wire, "Sec-Fetch-Site");
        boolean own = sites.isEmpty()
                ? values(wire, "Origin").contains("http://" + World.APPLICATION)
                : sites.contains("same-origin");
        return values(wire, "X-Forwarded-Host").contains(World.APPLICATION) && (reads || own);
    }

    /** Returns the methods that a gateway was asked with: those that it tells, and its own if it appends the path. */
    private static List<String> asked(Wire wire, String path) {
        List<String> methods = new ArrayList<>(values(wire, "X-Original-Method", "X-Forwarded-Method"));
        if (path.length() > "/authorize".length()) {
            methods.add(wire.method);
        }
        return methods;
    }

    private static List<String> values(Wire wire, String... names) {
        return wire.headers.stream()
                .filter(line -> Stream.of(names)
                        .anyMatch(name -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1)))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
    }

    private static boolean isOfAnother(String uri, String user) {
        Matcher path = OF_ONE_USER.matcher(uri.split("\\?", 2)[0]);
        return path.matches() && !path.group(1).contains("%") && !path.group(1).equals(user);
    }

    private static Map<String, String> variables(Target target, String path) {
        var match = Targets.pattern(target).matchAndExtract(PathContainer.parsePath(path));
        return match == null ? Map.of() : match.getUriVariables();
    }

    /** Returns the path without the query, or nothing if the path is not what it looks like. */
    private static String undisguised(String path) {
        String rest = path.replaceFirst("[?#].*", "").replaceFirst("^(?i)https?://[a-z.@:0-9]+(?=/)", "");
        return rest.matches("(/[^/;\\\\]+)*/?") ? rest : "";
    }
}
