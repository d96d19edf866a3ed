package dev.rollcall.query.livesessions;

import dev.rollcall.event.Device;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import java.util.Map;
import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * The device of a session that a command starts. It saves the projection from opening what was just sealed. If the
 * user's key is destroyed while the command runs, the device is listed until the session ends, although the event can no
 * longer be opened.
 */
public record StartedDevice(SessionId sessionId, Device device) {

    private static final String KEY = "startedDevice";

    /** Returns metadata for the command that starts the session; it is not stored with the event. */
    public Map<String, StartedDevice> metaData() {
        return Map.of(KEY, this);
    }

    /** Returns the device of the event's session if the command under way started it. */
    static Optional<Device> of(SessionStarted event) {
        return CurrentUnitOfWork.map(
                        work -> work.root().getMessage().getMetaData().get(KEY))
                .filter(StartedDevice.class::isInstance)
                .map(StartedDevice.class::cast)
                .filter(started -> started.sessionId().equals(event.sessionId()))
                .map(StartedDevice::device);
    }
}
