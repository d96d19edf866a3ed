package dev.rollcall.api.pages.devices;

import dev.rollcall.api.accounts.email.ValidEmail;
import dev.rollcall.api.web.problem.WellFormed;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** @param email empty to remove the address */
record EmailForm(
        @Nullable @NotNull @ValidEmail String email,

        @Nullable @NotEmpty @Size(max = 1_024) @Pattern(regexp = WellFormed.REGEXP)
        String currentPassword) {

    /** Leaves out the address and the password. */
    @Override
    public String toString() {
        return "EmailForm";
    }
}
