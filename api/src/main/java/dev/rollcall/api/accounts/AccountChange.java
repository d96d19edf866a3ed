package dev.rollcall.api.accounts;

import dev.rollcall.event.UserId;

/** An account was changed, in the transaction that is under way. */
public record AccountChange(UserId userId, What what) {

    public enum What {
        CREATED("Account created"),
        ENABLED("Account enabled"),
        DISABLED("Account disabled"),
        PASSWORD_CHANGED("Password changed"),
        REMOVED("Account removed");

        private final String sentence;

        What(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
