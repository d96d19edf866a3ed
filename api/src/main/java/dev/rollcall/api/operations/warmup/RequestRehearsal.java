package dev.rollcall.api.operations.warmup;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Requests of a node to itself, one at a time: those that need no credentials, and those that are refused because their
 * body is incomplete, which count as nothing. There are none if the node itself terminates TLS.
 */
@Component
class RequestRehearsal {

    private static final String MARK = "X-Rollcall-Warm-Up";

    private static final int SECRET_BYTES = 16;

    private static final int TIMEOUT_MILLIS = 2_000;

    private static final List<Call> CALLS = List.of(
            new Call("/.well-known/jwks.json", null),
            new Call("/auth/login", "{\"userName\":\"warm-up\",\"password\":\"\",\"deviceLabel\":\"Warm-up\"}"),
            new Call("/auth/refresh-token", "{\"refresh_token\":\"\"}"),
            new Call("/login", null));

    private final ServerProperties server;
    private final Environment environment;

    /** Known to this process only, so that no one else can keep a request out of the metrics. */
    private final String mark;

    /** @param body JSON; null for a GET request */
    private record Call(String path, @Nullable String body) {}

    RequestRehearsal(ServerProperties server, Environment environment, RandomGenerator random) {
        this.server = server;
        this.environment = environment;
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        this.mark = HexFormat.of().formatHex(secret);
    }

    /** Returns whether a request is one of this node to itself. */
    boolean isMarked(HttpServletRequest request) {
        return mark.equals(request.getHeader(MARK));
    }

    void rehearse() throws IOException, URISyntaxException {
        if (Ssl.isEnabled(server.getSsl())) {
            return;
        }
        for (Call call : CALLS) {
            send(call);
        }
    }

    private void send(Call call) throws IOException, URISyntaxException {
        HttpURLConnection connection =
                (HttpURLConnection) uri(call.path()).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty(MARK, mark);
        if (call.body() != null) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", MediaType.APPLICATION_JSON_VALUE);
            connection.getOutputStream().write(call.body().getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream answer =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (answer != null) {
                answer.readAllBytes();
            }
        }
    }

    private URI uri(String path) throws URISyntaxException {
        String contextPath = server.getServlet().getContextPath();
        return new URI(
                "http",
                null,
                host().getHostAddress(),
                environment.getRequiredProperty("local.server.port", Integer.class),
                contextPath == null ? path : contextPath + path,
                null,
                null);
    }

    private InetAddress host() {
        InetAddress address = server.getAddress();
        return address == null || address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
    }
}
