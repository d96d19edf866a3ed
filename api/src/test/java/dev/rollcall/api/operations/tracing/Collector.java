package dev.rollcall.api.operations.tracing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Receives spans like a collector of OpenTelemetry (OTLP over HTTP, in Protocol Buffers). */
final class Collector implements AutoCloseable {

    private static final int SPANS_OF_RESOURCE = 2;
    private static final int SPANS_OF_SCOPE = 2;

    private final HttpServer server;
    private final List<Received> spans = new CopyOnWriteArrayList<>();

    /** @param parent empty for a root */
    record Received(String trace, String id, String parent, String name, Map<String, String> attributes, String raw) {

        private static Received of(UnknownFieldSet span) {
            Map<String, String> attributes = new TreeMap<>();
            messages(span, 9).forEach(pair -> attributes.put(text(pair, 1), value(messages(pair, 2))));
            return new Received(
                    hex(span, 1),
                    hex(span, 2),
                    hex(span, 4),
                    text(span, 5),
                    attributes,
                    new String(span.toByteArray(), StandardCharsets.UTF_8));
        }

        private static String value(Stream<UnknownFieldSet> any) {
            return any.map(value -> value.hasField(1) ? text(value, 1) : value.toString())
                    .findFirst()
                    .orElse("");
        }

        private static String hex(UnknownFieldSet message, int field) {
            return bytes(message, field)
                    .map(value -> HexFormat.of().formatHex(value.toByteArray()))
                    .findFirst()
                    .orElse("");
        }

        private static String text(UnknownFieldSet message, int field) {
            return bytes(message, field)
                    .map(ByteString::toStringUtf8)
                    .findFirst()
                    .orElse("");
        }
    }

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Collector collector = new Collector(server);
            server.createContext("/v1/traces", collector::receive);
            server.start();
            return collector;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /** Returns all spans so far. */
    List<Received> spans() {
        return List.copyOf(spans);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            UnknownFieldSet request =
                    UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes());
            messages(request, 1)
                    .flatMap(resource -> messages(resource, SPANS_OF_RESOURCE))
                    .flatMap(scope -> messages(scope, SPANS_OF_SCOPE))
                    .map(Received::of)
                    .forEach(spans::add);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Stream<ByteString> bytes(UnknownFieldSet message, int field) {
        return message.getField(field).getLengthDelimitedList().stream();
    }

    private static Stream<UnknownFieldSet> messages(UnknownFieldSet message, int field) {
        return bytes(message, field).map(Collector::parsed);
    }

    private static UnknownFieldSet parsed(ByteString bytes) {
        try {
            return UnknownFieldSet.parseFrom(bytes);
        } catch (InvalidProtocolBufferException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
