package dev.rollcall.api.accounts;

import dev.rollcall.api.tokens.Role;
import java.util.List;

/**
 * A user for trying out the service.
 *
 * @param password public, so that everybody can log in
 */
public record DemoUser(String name, String password, Role role) {

    public static final List<DemoUser> ALL = List.of(
            new DemoUser("june_doe", "test123", Role.USER),
            new DemoUser("john_roe", "test123", Role.USER),
            new DemoUser("admin", "admin123", Role.ADMIN),
            new DemoUser("auditor", "audit123", Role.AUDITOR));
}
