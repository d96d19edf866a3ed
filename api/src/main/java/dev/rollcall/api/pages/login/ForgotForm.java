package dev.rollcall.api.pages.login;

import dev.rollcall.api.web.problem.SingleLine;
import dev.rollcall.event.UserId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The form of somebody who forgot the password. */
record ForgotForm(
        @Nullable @NotBlank @Size(max = UserId.MAX_LENGTH) @SingleLine
        String userName) {

    /** Leaves out what was given, which may be a password by mistake. */
    @Override
    public String toString() {
        return "ForgotForm";
    }
}
