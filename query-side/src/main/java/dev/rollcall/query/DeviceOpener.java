package dev.rollcall.query;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Opens what events know of devices, for as long as their users' keys exist. */
public interface DeviceOpener {

    /**
     * Opens with the keys as they are now; until the surrounding transaction ends, none of them is destroyed, so that
     * whoever writes down what is read here can be found by whoever erases it.
     *
     * @return one for each event; {@link Device#ERASED} where the key is gone
     */
    Map<SessionId, Device> open(Collection<SessionStarted> events);

    default Device open(SessionStarted event) {
        return open(List.of(event)).getOrDefault(event.sessionId(), Device.ERASED);
    }

    /** Opens, with a key that this node may have in memory, what it has just sealed itself. */
    Device openJustSealed(SessionStarted event);
}
