package dev.rollcall.api.odd;

import dev.rollcall.testing.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The callers of one target, whom no other test affects. */
final class Scene {

    private static final Set<CallerKind> USERS = EnumSet.of(CallerKind.USER, CallerKind.USER_COOKIE);
    private static final Set<CallerKind> EXTERNALS =
            EnumSet.of(CallerKind.EXTERNAL_WITH_SESSION, CallerKind.EXTERNAL_WITHOUT_SESSION);
    private static final Set<CallerKind> ACTING_FOR_OTHERS =
            EnumSet.of(CallerKind.ADMINISTRATOR, CallerKind.ADMINISTRATOR_COOKIE, CallerKind.TRUSTED_CLIENT);
    private static final Set<CallerKind> AUDITORS = EnumSet.of(CallerKind.AUDITOR, CallerKind.AUDITOR_COOKIE);

    private static final String SECRET =
            Base64.getEncoder().encodeToString("gateway:gateway-secret".getBytes(StandardCharsets.UTF_8));

    private final World world;
    private final String suffix;
    private final Map<CallerKind, String> credentials = new EnumMap<>(CallerKind.class);

    private int people;
    private SignedIn user;
    private SignedIn otherDevice;
    private SignedIn external;
    private SignedIn administrator;
    private SignedIn victim;
    private SignedIn auditor;

    Scene(World world, int number) {
        this.world = world;
        this.suffix = "-" + number;
        this.user = startUser();
        this.otherDevice = world.client.start(user.userId());
        this.external = startExternal();
        this.administrator = startAdministrator();
        this.victim = startVictim();
        this.auditor = startAuditor();
        credentials.putAll(Impostors.of(world, user, world.bystanders.devices().get(0)));
    }

    /** Starts new sessions for callers whose requests may have ended theirs. */
    void renew(Set<CallerKind> used) {
        boolean users = !Collections.disjoint(used, USERS) && !(isLive(user) && isLive(otherDevice));
        if (users) {
            user = startUser();
            otherDevice = world.client.start(user.userId());
        }
        if (!Collections.disjoint(used, EXTERNALS) && !isLive(external)) {
            external = startExternal();
        }
        if (!Collections.disjoint(used, ACTING_FOR_OTHERS) && !(isLive(administrator) && isLive(victim))) {
            administrator = startAdministrator();
            victim = startVictim();
        }
        if (!Collections.disjoint(used, AUDITORS) && !isLive(auditor)) {
            auditor = startAuditor();
        }
    }

    private static boolean isLive(SignedIn device) {
        return device.profile().status() == 200;
    }

    private SignedIn startUser() {
        SignedIn device = start("user", "USER");
        put(CallerKind.USER, CallerKind.USER_COOKIE, device);
        return device;
    }

    private SignedIn startAdministrator() {
        SignedIn device = start("admin", "ADMIN");
        put(CallerKind.ADMINISTRATOR, CallerKind.ADMINISTRATOR_COOKIE, device);
        credentials.put(CallerKind.TRUSTED_CLIENT, "Authorization: Basic " + SECRET);
        return device;
    }

    private SignedIn startVictim() {
        return start("victim", "USER");
    }

    private SignedIn startAuditor() {
        SignedIn device = start("auditor", "AUDITOR");
        put(CallerKind.AUDITOR, CallerKind.AUDITOR_COOKIE, device);
        return device;
    }

    /** Creates a new user each time, because an earlier one may have been removed or may have changed settings. */
    private SignedIn start(String name, String role) {
        String userId = "odd-" + name + suffix + "-" + people++;
        world.account(userId, role);
        return world.client.start(userId);
    }

    private SignedIn startExternal() {
        String subject = "odd-external" + suffix + "-" + people++;
        String bare = world.issuer.token(subject);
        String login = UUID.randomUUID().toString();
        String token = world.issuer.token(subject, claims -> claims.claim("sid", login));
        credentials.put(CallerKind.EXTERNAL_WITHOUT_SESSION, bearer(bare));
        credentials.put(CallerKind.EXTERNAL_WITH_SESSION, bearer(token));
        return world.startExternal(token);
    }

    private void put(CallerKind token, CallerKind cookie, SignedIn device) {
        credentials.put(token, bearer(device.accessToken()));
        credentials.put(cookie, world.cookie(device.sessionId()));
    }

    static String bearer(String token) {
        return "Authorization: Bearer " + token;
    }

    /** Returns the credentials header of a caller, empty for nobody. */
    String credentials(CallerKind kind) {
        return Objects.requireNonNullElse(credentials.get(kind), "");
    }

    /** Returns the device of a caller with valid credentials. */
    SignedIn device(CallerKind kind) {
        return switch (kind) {
            case EXTERNAL_WITH_SESSION, EXTERNAL_WITHOUT_SESSION -> external;
            case ADMINISTRATOR, ADMINISTRATOR_COOKIE, TRUSTED_CLIENT -> victim;
            default -> user;
        };
    }

    /** Returns the user id that the caller may use in paths. */
    String userId(CallerKind kind) {
        return switch (kind) {
            case ADMINISTRATOR, ADMINISTRATOR_COOKIE -> administrator.userId();
            case AUDITOR, AUDITOR_COOKIE -> auditor.userId();
            default -> device(kind).userId();
        };
    }

    SignedIn victim() {
        return victim;
    }

    SignedIn otherDevice() {
        return otherDevice;
    }

    SignedIn bystander() {
        return world.bystanders.devices().get(0);
    }

    World world() {
        return world;
    }
}
