package dev.rollcall.api.accounts;

import dev.rollcall.event.UserId;

/** Published when an account is changed, within the transaction of the change. */
public record AccountChange(UserId userId, Kind kind) {

    public enum Kind {
        CREATED("Account created"),
        ENABLED("Account enabled"),
        DISABLED("Account disabled"),
        PASSWORD_CHANGED("Password changed"),
        PASSWORD_RESET("Password reset"),
        EMAIL_CHANGED("E-mail address changed"),
        REMOVED("Account removed");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }
}
