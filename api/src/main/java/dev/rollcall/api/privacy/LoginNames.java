package dev.rollcall.api.privacy;

import dev.rollcall.event.UserId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What log-ins at identity providers are called in events and tables. Under a key of the user, so that once it is destroyed
 * nobody can tell any more which log-in it was.
 */
@Component
public class LoginNames {

    /** What every log-in of a user is called in the tables once the user was erased: what ended must stay ended. */
    public static final String ERASED = "*";

    private static final String KIND = "log-in";

    private final UserKeys keys;

    LoginNames(UserKeys keys) {
        this.keys = keys;
    }

    /** What to call a log-in (claim and value) from now on. */
    public String of(UserId userId, String loginId) {
        return keys.getOrCreate(userId).names().of(KIND, loginId);
    }

    /**
     * All that a log-in may be called in tables. Sessions that started before there were such names have it in clear, for as
     * long as they and their endings are remembered.
     */
    public List<String> allOf(UserId userId, String loginId) {
        List<String> names = new ArrayList<>(List.of(loginId, ERASED));
        UserKey key = keys.find(List.of(userId)).get(userId);
        if (key != null) {
            names.add(key.names().of(KIND, loginId));
        }
        return names;
    }
}
