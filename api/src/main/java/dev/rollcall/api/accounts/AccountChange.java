package dev.rollcall.api.accounts;

import dev.rollcall.event.UserId;

/** Published when an account is changed, within the transaction of the change. */
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
