package dev.rollcall.api.pages.devices;

import dev.rollcall.api.web.problem.WellFormed;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param endOthers whether to sign out all other devices; null if the box is not ticked */
record PasswordForm(
        @Nullable @NotEmpty @Size(max = 1_024) @Pattern(regexp = WellFormed.REGEXP)
        String currentPassword,

        @Nullable @NotEmpty @Pattern(regexp = WellFormed.REGEXP) String newPassword,

        @Nullable String endOthers) {

    static final PasswordForm EMPTY = new PasswordForm("", "", "true");

    boolean isForOthersToo() {
        return "true".equals(endOthers);
    }

    /** Leaves out the passwords. */
    @Override
    public String toString() {
        return "PasswordForm";
    }
}
