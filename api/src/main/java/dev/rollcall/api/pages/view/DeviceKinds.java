package dev.rollcall.api.pages.view;

import dev.rollcall.event.Device;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells which icon stands for a device. It is a guess from the user agent, for people and never for decisions. */
@Component
public class DeviceKinds {

    private static final Pattern TABLET = Pattern.compile("ipad|tablet|kindle|silk/|android(?!.*mobile)");
    private static final Pattern PHONE = Pattern.compile("iphone|ipod|android|mobile|windows phone");
    private static final Pattern LAPTOP = Pattern.compile("windows nt|macintosh|mac os x|x11|cros |linux");
    private static final Pattern TERMINAL = Pattern.compile(
            "^(curl|wget|httpie|python|java|okhttp|apache-httpclient|go-http-client|node|axios|got|ruby|php|postman"
                    + "|insomnia|powershell|libwww|aws-cli|git|kubectl|rollcall)\\b.*");

    /** Returns {@code phone}, {@code tablet}, {@code laptop}, {@code terminal} or {@code unknown}. */
    public String of(@Nullable Device device) {
        String agent = device == null || device.userAgent() == null
                ? ""
                : device.userAgent().toLowerCase(Locale.ROOT);
        if (TERMINAL.matcher(agent).matches()) {
            return "terminal";
        }
        if (TABLET.matcher(agent).find()) {
            return "tablet";
        }
        if (PHONE.matcher(agent).find()) {
            return "phone";
        }
        return LAPTOP.matcher(agent).find() ? "laptop" : "unknown";
    }
}
