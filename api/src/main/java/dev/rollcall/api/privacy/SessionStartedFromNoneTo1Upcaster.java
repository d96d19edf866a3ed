package dev.rollcall.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rollcall.event.Device;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Seals the devices of events that were stored before users had keys, when the events are read. */
@Component
class SessionStartedFromNoneTo1Upcaster extends SingleEventUpcaster {

    private static final String TYPE = SessionStarted.class.getName();

    private final DeviceSeals devices;

    SessionStartedFromNoneTo1Upcaster(DeviceSeals devices) {
        this.devices = devices;
    }

    @Override
    protected boolean canUpcast(IntermediateEventRepresentation event) {
        return event.getType().equals(new SimpleSerializedType(TYPE, null));
    }

    @Override
    protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
        return event.upcastPayload(new SimpleSerializedType(TYPE, SessionStarted.REVISION), JsonNode.class, this::seal);
    }

    private JsonNode seal(JsonNode payload) {
        JsonNode device = payload.path("device");
        SealedDevice sealed = devices.seal(
                new UserId(payload.path("userId").asText()),
                new SessionId(payload.path("sessionId").asText()),
                new Device(device.path("label").asText(), text(device, "userAgent"), text(device, "ipAddress")));
        return ((ObjectNode) payload.deepCopy()).put("device", sealed.sealed());
    }

    private static @Nullable String text(JsonNode device, String member) {
        return device.hasNonNull(member) ? device.get(member).asText() : null;
    }
}
