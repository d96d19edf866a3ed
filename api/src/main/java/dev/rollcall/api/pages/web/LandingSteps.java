package dev.rollcall.api.pages.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** The commands that the landing page suggests. They work in a POSIX shell with curl and sed. */
final class LandingSteps {

    private static final String PHONE = """
            TOKEN=$(curl -s %1$s/auth/login \\
              -A 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1' \\
              -H 'Content-Type: application/json' -d '{"userName":"june_doe","password":"test123"}' \\
              | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')""";

    private static final String CHECK = """
            curl -i %1$s/authorize -H "Authorization: Bearer $TOKEN\"""";

    private static final String LIMIT = """
            curl %1$s/users/june_doe/security-settings -X PUT -H "Authorization: Bearer $TOKEN" \\
              -H 'Content-Type: application/json' -d '{"maxSessions":1}'
            curl %1$s/auth/login -H 'Content-Type: application/json' \\
              -d '{"userName":"june_doe","password":"test123","deviceLabel":"A new device"}'""";

    private LandingSteps() {}

    /**
     * Returns the commands in order, by what follows {@code page.landing.step.} in the key of their texts.
     *
     * @param url of this installation, as the browser knows it
     */
    static Map<String, String> at(String url) {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("phone", PHONE.formatted(url));
        steps.put("limit", LIMIT.formatted(url));
        steps.put("check", CHECK.formatted(url));
        return steps;
    }
}
