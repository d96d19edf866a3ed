package dev.rollcall.api.pages.view;

import dev.rollcall.event.Device;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says in words where a device is, as far as its address tells without asking anybody: no address is looked up or sent
 * anywhere.
 */
@Component
public class Places {

    /** Only such texts are parsed, because a host name would be looked up. */
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int UNIQUE_LOCAL = 0xfc;

    /**
     * Returns what follows {@code page.place.} in the key of the text.
     *
     * @param here the device of the person who looks; null if there is none to compare with
     * @return null if there is nothing to say
     */
    public @Nullable String of(Device device, @Nullable Device here) {
        String address = device.ipAddress();
        if (address == null || !LITERAL.matcher(address).matches()) {
            return null;
        }
        if (here != null && address.equals(here.ipAddress())) {
            return "same";
        }
        try {
            return of(InetAddress.getByName(address));
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    private static @Nullable String of(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return "server";
        }
        boolean isUniqueLocal =
                address.getAddress().length > 4 && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
        return address.isSiteLocalAddress() || address.isLinkLocalAddress() || isUniqueLocal ? "private" : null;
    }
}
