package dev.rollcall.api.accounts.email;

import java.util.Optional;
import java.util.regex.Pattern;

/** The e-mail address of an account. Whatever it is put into, it ends no line and begins no other address. */
public record EmailAddress(String value) {

    /** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
    public static final int MAX_LENGTH = 254;

    /** One @, and neither blanks, control characters nor characters with a meaning in headers (RFC 5322 section 3.2.3). */
    static final String REGEXP = "^[!#-'*+\\-./0-9=?A-Z^-~]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$";

    private static final Pattern FORMAT = Pattern.compile(REGEXP);

    public EmailAddress {
        if (value.length() > MAX_LENGTH || !FORMAT.matcher(value).matches()) {
            throw new IllegalArgumentException("not an e-mail address");
        }
    }

    /** Returns the address that was given in a field that {@link ValidEmail} has checked; empty if it is blank. */
    public static Optional<EmailAddress> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new EmailAddress(text));
    }

    /** Never shows the address. */
    @Override
    public String toString() {
        return "EmailAddress";
    }
}
