package dev.rollcall.api.sessions;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import ua_parser.CachingParser;
import ua_parser.Client;
import ua_parser.Parser;

/** Turns a {@code User-Agent} header into a readable label: "Chrome 139 on macOS". */
@Component
class UserAgents {

    private static final String UNKNOWN = "Unknown device";
    private static final String OTHER = "Other";
    private static final int CACHED = 2_000;

    private static final Map<String, String> BROWSERS = Map.of(
            "Mobile Safari", "Safari",
            "Chrome Mobile", "Chrome",
            "Chrome Mobile iOS", "Chrome",
            "Firefox Mobile", "Firefox",
            "Firefox iOS", "Firefox",
            "Edge Mobile", "Edge",
            "Opera Mobile", "Opera");

    private static final Map<String, String> SYSTEMS = Map.of("Mac OS X", "macOS", "Chrome OS", "ChromeOS");

    /** Devices whose name is more specific than the name of their system. */
    private static final Set<String> SPECIFIC_DEVICES = Set.of("iPhone", "iPad", "iPod");

    private final Parser parser = new CachingParser(CACHED);

    String label(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) {
            return UNKNOWN;
        }
        Client client = parser.parse(userAgent);
        String browser = browser(client);
        String system = system(client);
        if (browser.isEmpty() && system.isEmpty()) {
            return UNKNOWN;
        }
        if (browser.isEmpty() || system.isEmpty()) {
            return browser + system;
        }
        return browser + " on " + system;
    }

    private static String browser(Client client) {
        String family = client.userAgent.family;
        if (family == null || family.equals(OTHER)) {
            return "";
        }
        String name = BROWSERS.getOrDefault(family, family);
        return client.userAgent.major == null ? name : name + " " + client.userAgent.major;
    }

    private static String system(Client client) {
        if (client.device.family != null && SPECIFIC_DEVICES.contains(client.device.family)) {
            return client.device.family;
        }
        String family = client.os.family;
        return family == null || family.equals(OTHER) ? "" : SYSTEMS.getOrDefault(family, family);
    }
}
