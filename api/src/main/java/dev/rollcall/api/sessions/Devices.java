package dev.rollcall.api.sessions;

import dev.rollcall.event.Device;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Describes the device that a request comes from. */
@Component
public class Devices {

    private static final int LONGEST_USER_AGENT = 512;

    private final UserAgents userAgents;

    Devices(UserAgents userAgents) {
        this.userAgents = userAgents;
    }

    /** @param label the user's name for the device; if null or blank, it is derived from the user agent */
    public Device of(HttpServletRequest request, @Nullable String label) {
        return of(request.getHeader(HttpHeaders.USER_AGENT), request.getRemoteAddr(), label);
    }

    /** Describes a device from values that a trusted client sent. */
    public Device of(@Nullable String userAgent, @Nullable String ipAddress, @Nullable String label) {
        String shortened = shortened(userAgent);
        return new Device(StringUtils.hasText(label) ? label : userAgents.label(shortened), shortened, ipAddress);
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= LONGEST_USER_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_USER_AGENT);
    }
}
