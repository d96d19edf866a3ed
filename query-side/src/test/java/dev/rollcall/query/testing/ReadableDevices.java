package dev.rollcall.query.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.event.Device;
import dev.rollcall.event.SealedDevice;
import dev.rollcall.event.SessionId;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.EventJson;
import dev.rollcall.query.DeviceOpener;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Devices that are not encrypted. As in the service, one can be opened while its user has the key in user_key that the
 * user had when it was sealed.
 */
final class ReadableDevices implements DeviceOpener {

    private static final String INSERT = """
            INSERT INTO user_key (user_id, wrapped, created_at) VALUES (?, uuid_send(gen_random_uuid()), now())
            ON CONFLICT DO NOTHING
            """;

    private static final String SELECT =
            "SELECT user_id, encode(wrapped, 'hex') AS key FROM user_key WHERE user_id = ANY (?) FOR KEY SHARE";

    private final Map<SessionId, String> sealedWith = new ConcurrentHashMap<>();

    private final JdbcTemplate jdbc;

    ReadableDevices(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    static SealedDevice seal(Device device) {
        try {
            return new SealedDevice(EventJson.json().writeValueAsString(device));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Map<SessionId, Device> open(Collection<SessionStarted> events) {
        Map<String, String> keys = keys(events);
        Map<SessionId, Device> devices = new HashMap<>();
        for (SessionStarted event : events) {
            String key = keys.get(event.userId().value());
            boolean isOpen = key != null && key.equals(sealedWith.get(event.sessionId()));
            devices.put(event.sessionId(), isOpen ? read(event) : Device.ERASED);
        }
        return devices;
    }

    /** Creates the user's key if there is none, and remembers that the event's device is sealed with it. */
    void sealedNow(SessionStarted event) {
        jdbc.update(INSERT, event.userId().value());
        sealedWith.putIfAbsent(
                event.sessionId(), keys(List.of(event)).values().iterator().next());
    }

    void destroyKey(UserId user) {
        jdbc.update("DELETE FROM user_key WHERE user_id = ?", user.value());
    }

    void forget() {
        sealedWith.clear();
    }

    private Map<String, String> keys(Collection<SessionStarted> events) {
        String[] users =
                events.stream().map(event -> event.userId().value()).distinct().toArray(String[]::new);
        Map<String, String> keys = new HashMap<>();
        jdbc.query(
                SELECT,
                row -> {
                    keys.put(row.getString("user_id"), row.getString("key"));
                },
                (Object) users);
        return keys;
    }

    private static Device read(SessionStarted event) {
        try {
            return EventJson.json().readValue(event.device().sealed(), Device.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
