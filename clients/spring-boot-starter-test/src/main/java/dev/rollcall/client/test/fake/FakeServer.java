package dev.rollcall.client.test.fake;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP side of {@link FakeRollcall}. */
final class FakeServer {

    static final String CLIENT_ID = "service";
    static final String CLIENT_SECRET = "secret of the service";

    private static final JsonMapper JSON = new JsonMapper();

    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder().encodeToString((CLIENT_ID + ":" + CLIENT_SECRET).getBytes(StandardCharsets.UTF_8));

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-rollcall");
        thread.setDaemon(true);
        return thread;
    });
    private final FakeTokens tokens;
    private final FakeEndings endings;
    private final FakeFaults faults;
    private final Map<String, FakeSession> sessions;
    private final AtomicInteger keyReads = new AtomicInteger();
    private final AtomicInteger introspections = new AtomicInteger();

    FakeServer(FakeTokens tokens, FakeEndings endings, FakeFaults faults, Map<String, FakeSession> sessions)
            throws IOException {
        this.tokens = tokens;
        this.endings = endings;
        this.faults = faults;
        this.sessions = sessions;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    int keyReads() {
        return keyReads.get();
    }

    int introspections() {
        return introspections.get();
    }

    void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            count(path);
            faults.awaitThaw();
            if (faults.status() != 0) {
                exchange.sendResponseHeaders(faults.status(), -1);
            } else if (path.equals("/.well-known/jwks.json")) {
                answer(exchange, tokens.publicKeys());
            } else if (!AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"rollcall\"");
                exchange.sendResponseHeaders(401, -1);
            } else if (path.equals("/oauth2/introspect")) {
                String body = faults.introspection();
                answer(exchange, body == null ? introspection(exchange) : body);
            } else if (path.equals("/sessions/endings")) {
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
                exchange.sendResponseHeaders(200, 0);
                endings.serve(
                        exchange.getResponseBody(), exchange.getRequestHeaders().getFirst("Last-Event-ID"));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The fake was stopped");
        }
    }

    private void count(String path) {
        if (path.equals("/.well-known/jwks.json")) {
            keyReads.incrementAndGet();
        } else if (path.equals("/oauth2/introspect")) {
            introspections.incrementAndGet();
        }
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String introspection(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = URLDecoder.decode(form.replaceFirst("^token=", ""), StandardCharsets.UTF_8);
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            FakeSession session = sessions.get(claims.getStringClaim("sid"));
            if (session != null && !endings.contains(session.sessionId())) {
                return JSON.writeValueAsString(Map.of(
                        "active", true,
                        "sub", session.userId(),
                        "sid", session.sessionId(),
                        "role", session.role()));
            }
        } catch (ParseException notOurs) {
            // Falls through: a token of somebody else is not active.
        }
        return "{\"active\":false}";
    }
}
