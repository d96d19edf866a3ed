package dev.rollcall.api.pages.login;

import dev.rollcall.api.pages.web.ReturnPath;
import dev.rollcall.api.web.problem.SingleLine;
import dev.rollcall.api.web.problem.WellFormed;
import dev.rollcall.event.UserId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The login form; {@code to} is the page to return to. */
record LoginForm(
        @Nullable @NotBlank @Size(max = UserId.MAX_LENGTH) @SingleLine
        String userName,

        @Nullable @NotEmpty @Size(max = 1_024) @Pattern(regexp = WellFormed.REGEXP)
        String password,

        @Nullable String to) {

    String returnPath() {
        return ReturnPath.of(to);
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "LoginForm[" + userName + "]";
    }
}
