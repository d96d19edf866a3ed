package dev.rollcall.api.pages.login;

import dev.rollcall.api.web.problem.WellFormed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param code the code, or the link that ends with it */
record ResetForm(
        @Nullable @NotBlank @Size(max = 2_048) @Pattern(regexp = WellFormed.REGEXP)
        String code,

        @Nullable @NotEmpty @Pattern(regexp = WellFormed.REGEXP)
        String newPassword) {

    /** Returns the part of a code or link that is the code. */
    static String codeOf(String given) {
        return given.substring(given.lastIndexOf('#') + 1).strip();
    }

    /** Leaves out the code and the password. */
    @Override
    public String toString() {
        return "ResetForm";
    }
}
