package dev.rollcall.api.privacy;

import dev.rollcall.event.UserId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Derives the names of identity-provider logins in events and tables from the user's key. Once that key is destroyed,
 * nobody can tell which login a name stands for.
 */
@Component
public class LoginNames {

    /** The name of every login of an erased user in the tables, so that ended logins stay ended. */
    public static final String ERASED = "*";

    private static final String KIND = "log-in";

    private final UserKeys keys;

    LoginNames(UserKeys keys) {
        this.keys = keys;
    }

    /** Returns the name of a login (claim and value) for new events and rows. */
    public String of(UserId userId, String loginId) {
        return keys.getOrCreate(userId).names().of(KIND, loginId);
    }

    /**
     * Returns all names that a login may have in tables. Sessions that started before names were introduced have it in
     * clear text, until they end and are forgotten.
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
