package dev.rollcall.query;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Opens the sealed devices in events, for as long as their users' keys exist. */
public interface DeviceOpener {

    /**
     * Opens devices with the current keys, and keeps these keys from being destroyed until the surrounding transaction
     * ends. An erasure therefore also finds the rows that this transaction writes.
     *
     * @return the device of each event's session; {@link Device#ERASED} if its key no longer exists
     */
    Map<SessionId, Device> open(Collection<SessionStarted> events);

    default Device open(SessionStarted event) {
        return open(List.of(event)).getOrDefault(event.sessionId(), Device.ERASED);
    }
}
