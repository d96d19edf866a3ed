package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A service with sessions of its own that is told of log-outs (OpenID Connect Back-Channel Logout 1.0). */
public final class LogoutReceiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    private volatile Function<String, Integer> answer = user -> 200;

    /** One request. */
    public record Request(String method, String contentType, String body) {

        /** Returns the logout token, without verifying it. */
        public SignedJWT token() {
            try {
                return SignedJWT.parse(
                        URLDecoder.decode(body.substring(body.indexOf('=') + 1), StandardCharsets.UTF_8));
            } catch (ParseException malformed) {
                throw new AssertionError(body, malformed);
            }
        }

        public String userId() {
            return claim("sub");
        }

        public String sessionId() {
            return claim("sid");
        }

        private String claim(String name) {
            try {
                return token().getJWTClaimsSet().getStringClaim(name);
            } catch (ParseException malformed) {
                throw new AssertionError(body, malformed);
            }
        }
    }

    private LogoutReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    public static LogoutReceiver start() {
        return new LogoutReceiver();
    }

    /**
     * Returns the settings of a node that tells this receiver.
     *
     * @param index the place in the list of receivers
     * @param more further settings
     */
    public String[] settings(int index, String name, String... more) {
        String entry = "rollcall.backchannel-receivers[" + index + "].";
        List<String> settings = new ArrayList<>(
                List.of(entry + "name=" + name, entry + "uri=" + uri(), entry + "audience=client-of-" + name));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/logout";
    }

    /** Determines the status of the answers; 0 for none at all. */
    public void answer(int status) {
        answer = user -> status;
    }

    /** Determines the status of the answers by user id; 0 for none at all. */
    public void answer(Function<String, Integer> statusByUser) {
        answer = statusByUser;
    }

    /** Returns all requests so far, also those that failed. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns the ids of the sessions that it was told of, confirmed or not, in the order of the requests. */
    public List<String> sessions() {
        return requests.stream().map(Request::sessionId).toList();
    }

    /** Waits until it has been told of all these sessions. */
    public void awaitTold(SignedIn... devices) {
        List<String> expected = Arrays.stream(devices).map(SignedIn::sessionId).toList();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sessions()).containsAll(expected));
    }

    private void receive(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestMethod(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        int status = answer.apply(request.userId());
        requests.add(request);
        if (status != 0) {
            if (status / 100 == 3) {
                exchange.getResponseHeaders().set("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
