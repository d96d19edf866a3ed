package dev.rollcall.api.privacy;

import com.google.crypto.tink.Aead;
import dev.rollcall.event.Device;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.query.DeviceOpener;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Seals devices for events, bound to the user and the session, and opens them again. */
@Component
public class DeviceSeals implements DeviceOpener {

    private static final JsonMapper JSON = new JsonMapper();

    private final UserKeys keys;

    DeviceSeals(UserKeys keys) {
        this.keys = keys;
    }

    public SealedDevice seal(UserId userId, SessionId sessionId, Device device) {
        return seal(userId, sessionId, device, keys.toSealWith(userId));
    }

    /** Seals a device with a key that is forgotten at once, so that nothing is stored and nobody can open it. */
    public SealedDevice rehearse(UserId userId, SessionId sessionId, Device device) {
        return seal(userId, sessionId, device, UserKey.of(AeadKey.random()));
    }

    private static SealedDevice seal(UserId userId, SessionId sessionId, Device device, UserKey key) {
        try {
            byte[] sealed = key.aead().encrypt(JSON.writeValueAsBytes(device), context(userId, sessionId));
            return new SealedDevice(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Map<SessionId, Device> open(Collection<SessionStarted> events) {
        Map<UserId, UserKey> found =
                keys.find(events.stream().map(SessionStarted::userId).toList());
        Map<SessionId, Device> devices = new HashMap<>();
        for (SessionStarted event : events) {
            UserKey key = found.get(event.userId());
            devices.put(event.sessionId(), open(event, key == null ? null : key.aead()));
        }
        return devices;
    }

    /** A device that was sealed with another key was sealed before the user's data was erased. */
    private static Device open(SessionStarted event, @Nullable Aead key) {
        if (key == null) {
            return Device.ERASED;
        }
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(event.device().sealed());
            return JSON.readValue(key.decrypt(sealed, context(event.userId(), event.sessionId())), Device.class);
        } catch (GeneralSecurityException | IllegalArgumentException anotherKey) {
            return Device.ERASED;
        }
    }

    private static byte[] context(UserId userId, SessionId sessionId) {
        return ("device|" + sessionId + "|" + userId.value()).getBytes(StandardCharsets.UTF_8);
    }
}
