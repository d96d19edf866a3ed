package dev.rollcall.api.pages.admin;

import dev.rollcall.api.accounts.email.ValidEmail;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** @param email empty to remove the address */
record EmailForm(@Nullable @NotNull @ValidEmail String email) {

    /** Leaves out the address. */
    @Override
    public String toString() {
        return "EmailForm";
    }
}
