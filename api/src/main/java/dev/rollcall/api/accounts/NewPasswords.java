package dev.rollcall.api.accounts;

import com.nulabinc.zxcvbn.StandardDictionaries;
import dev.rollcall.api.web.problem.Problem;
import dev.rollcall.event.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Checks new passwords as NIST SP 800-63B section 3.1.1.2 and OWASP ASVS 5.0 section 6.2 require. */
@Component
public class NewPasswords {

    private static final int MIN_LENGTH = 8;

    private static final int MAX_LENGTH = 1_024;

    private final Set<String> common = Set.copyOf(commonPasswords());

    /**
     * @param field the name of the request's field for the password
     * @throws Problem {@code INVALID_REQUEST}
     */
    public void require(String field, UserId userId, String password) {
        brokenRule(userId, password).ifPresent(rule -> {
            throw Problem.invalid(field, rule);
        });
    }

    /** Returns the rule that the password breaks, such as {@code must not be the user name}; empty if it breaks none. */
    public Optional<String> brokenRule(UserId userId, String password) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH || password.length() > MAX_LENGTH) {
            return Optional.of("must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
        }
        if (password.equalsIgnoreCase(userId.value())) {
            return Optional.of("must not be the user name");
        }
        if (common.contains(password.toLowerCase(Locale.ROOT))) {
            return Optional.of("must not be one of the most common passwords");
        }
        return Optional.empty();
    }

    private static List<String> commonPasswords() {
        try {
            return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                    .filter(password -> password.length() >= MIN_LENGTH)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
