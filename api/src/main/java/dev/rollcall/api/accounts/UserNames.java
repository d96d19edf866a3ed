package dev.rollcall.api.accounts;

import dev.rollcall.event.UserId;

/** The names that accounts may have. A name becomes the user id, which must fit into a path. */
public final class UserNames {

    /** For {@code @Pattern}. */
    public static final String REGEXP = "^(?!\\.{1,2}$)[^/\\\\;%]*$";

    public static final String MESSAGE = "must not contain / \\ ; or %, nor be . or ..";

    private UserNames() {}

    /** @throws IllegalArgumentException if no account may have this name; the message says why */
    public static UserId parse(String name) {
        UserId user = new UserId(name);
        if (!name.matches(REGEXP)) {
            throw new IllegalArgumentException("a user name " + MESSAGE);
        }
        return user;
    }
}
