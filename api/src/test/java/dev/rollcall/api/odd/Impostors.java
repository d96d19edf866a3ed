package dev.rollcall.api.odd;

import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TokenForge;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Invalid credentials of every kind. */
final class Impostors {

    private Impostors() {}

    static Map<CallerKind, String> of(World world, SignedIn user, SignedIn bystander) {
        SignedIn ended = world.client.start(user.userId());
        ended.client().post("/auth/logout");
        TokenForge forge = world.forge(user);
        Map<CallerKind, String> all = new HashMap<>();
        all.put(CallerKind.GARBAGE_TOKEN, "Authorization: Bearer e30.e30.YQ");
        all.put(CallerKind.FOREIGN_SIGNATURE, Scene.bearer(foreign(forge, world).good()));
        all.put(CallerKind.UNSIGNED_TOKEN, Scene.bearer(unsigned(bystander)));
        long past = Instant.now().getEpochSecond() - 5;
        all.put(CallerKind.EXPIRED_TOKEN, Scene.bearer(forge.withClaim("exp", past)));
        all.put(CallerKind.TOKEN_OF_A_STRANGERS_SESSION, Scene.bearer(forge.withClaim("sid", bystander.sessionId())));
        all.put(CallerKind.REFRESH_TOKEN, Scene.bearer(user.refreshToken()));
        all.put(CallerKind.ENDED_SESSION, Scene.bearer(ended.accessToken()));
        all.put(CallerKind.EXPIRED_EXTERNAL_TOKEN, Scene.bearer(expired(world)));
        all.put(CallerKind.EXTERNAL_TOKEN_OF_AN_ENDED_LOGIN, Scene.bearer(ended(world)));
        all.put(CallerKind.WRONG_SECRET, "Authorization: Basic Z2F0ZXdheTpnYXRld2F5LXNlY3JlVA==");
        all.put(CallerKind.FORGED_COOKIE, world.cookies(forged(world, user, bystander)));
        all.put(CallerKind.ENDED_COOKIE, world.cookie(ended.sessionId()));
        return all;
    }

    private static TokenForge foreign(TokenForge forge, World world) {
        return forge.signedWith(world.foreignKey);
    }

    private static String unsigned(SignedIn bystander) {
        String claims = bystander.accessToken().split("\\.", -1)[1];
        return TokenForge.encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + claims + ".";
    }

    private static String expired(World world) {
        Date past = Date.from(Instant.now().minusSeconds(120));
        return world.issuer.token("odd-external", claims -> claims.expirationTime(past));
    }

    private static String ended(World world) {
        String login = UUID.randomUUID().toString();
        String token = world.issuer.token("odd-external-" + login, claims -> claims.claim("sid", login));
        world.startExternal(token);
        world.client.bearer(token).post("/auth/logout");
        return token;
    }

    /** Combines the signature of the user's own cookie with another user's session. */
    private static String forged(World world, SignedIn user, SignedIn bystander) {
        String own = world.cookie(user.sessionId());
        return own.substring("Cookie: ".length(), own.indexOf(';')).replace(user.sessionId(), bystander.sessionId());
    }
}
