package dev.rollcall.api.pages.login;

import dev.rollcall.api.web.problem.SingleLine;
import dev.rollcall.api.web.problem.WellFormed;
import dev.rollcall.event.UserId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The login form; {@code to} is where to go afterwards, not yet checked. */
record LoginForm(
        @Nullable @NotBlank @Size(max = UserId.MAX_LENGTH) @SingleLine
        String userName,

        @Nullable @NotEmpty @Size(max = 1_024) @Pattern(regexp = WellFormed.REGEXP)
        String password,

        @Nullable String to) {

    /** Returns the page that asks for a new login, because the last one was not completed in time. */
    static ModelAndView tooOld(String to) {
        ModelAndView form = new ModelAndView("login/form", Map.of("login", new LoginForm("", "", to), "tooOld", true));
        form.setStatus(HttpStatus.FORBIDDEN);
        return form;
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "LoginForm[" + userName + "]";
    }
}
