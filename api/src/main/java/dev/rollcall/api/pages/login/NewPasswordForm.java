package dev.rollcall.api.pages.login;

import dev.rollcall.api.web.problem.WellFormed;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/** The form for a password that has to be changed; {@code to} is where to go afterwards, not yet checked. */
record NewPasswordForm(
        @Nullable @NotEmpty @Pattern(regexp = WellFormed.REGEXP)
        String newPassword,

        @Nullable String to) {

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "NewPasswordForm";
    }
}
