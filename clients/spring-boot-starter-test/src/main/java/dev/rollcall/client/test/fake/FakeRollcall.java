package dev.rollcall.client.test.fake;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A Rollcall in the process of the test: public keys, introspection, the stream of ended sessions, and tokens, on a
 * free port of the loopback interface. It can also fail in the ways in which a real one can.
 */
public final class FakeRollcall implements AutoCloseable {

    private final FakeTokens tokens = new FakeTokens();
    private final FakeEndings endings = new FakeEndings();
    private final FakeFaults faults = new FakeFaults(tokens, endings);
    private final Map<String, FakeSession> sessions = new ConcurrentHashMap<>();
    private final FakeServer server;

    private FakeRollcall() throws IOException {
        server = new FakeServer(tokens, endings, faults, sessions);
    }

    /** Starts one. Close it, or let Spring do so. */
    public static FakeRollcall start() {
        try {
            return new FakeRollcall();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Returns the issuer of the tokens, which is also where it is reached. */
    public String issuer() {
        return server.url();
    }

    /** Returns the settings with which a service uses it. */
    public Map<String, String> settings() {
        return Map.of(
                "rollcall.client.issuer",
                issuer(),
                "rollcall.client.client-id",
                FakeServer.CLIENT_ID,
                "rollcall.client.client-secret",
                FakeServer.CLIENT_SECRET,
                "rollcall.client.follow-endings",
                "true");
    }

    /** Adds the settings to those of a test, in a method with {@code @DynamicPropertySource}. */
    public void addSettings(DynamicPropertyRegistry registry) {
        settings().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** Starts a session of a user with the role {@code USER}. */
    public FakeSession signIn(String userId) {
        return signIn(userId, "USER");
    }

    /** Starts a session. */
    public FakeSession signIn(String userId, String role) {
        FakeSession session = FakeSession.of(userId, role);
        sessions.put(session.sessionId(), session);
        return session;
    }

    /** Returns an access token of a session, issued now. */
    public String token(FakeSession session) {
        return token(session, claims -> {});
    }

    /** Returns an access token of a session, with other claims than usual. */
    public String token(FakeSession session, Consumer<JWTClaimsSet.Builder> changes) {
        return tokens.sign(issuer(), session, Instant.now(), changes);
    }

    /** Ends a session. Services learn it by the stream, shortly after. */
    public void end(FakeSession session, String reason) {
        sessions.remove(session.sessionId());
        endings.add(session, reason, Instant.now());
    }

    /** Returns what can go wrong. */
    public FakeFaults faults() {
        return faults;
    }

    /** Returns how often the public keys were read. */
    public int keyReads() {
        return server.keyReads();
    }

    /** Returns the number of introspections. */
    public int introspections() {
        return server.introspections();
    }

    /** Returns how many streams are open. */
    public int openStreams() {
        return endings.open();
    }

    /** Returns how many streams have been opened so far. */
    public int openedStreams() {
        return endings.opened();
    }

    /** Stops it. Open streams are cut. */
    @Override
    public void close() {
        faults.thaw();
        endings.cut();
        server.close();
    }
}
