package dev.rollcall.client.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The Rollcall that this service trusts, and how to call it. Redirects are not followed. */
public final class RollcallServer {

    /** More than any answer that is read as a whole. */
    private static final int LARGEST_BODY = 256 * 1024;

    private final HttpClient client;
    private final String baseUrl;
    private final String authorization;

    /**
     * @param baseUrl where Rollcall is reached, without a slash at the end
     * @param credentials the trusted client
     */
    public RollcallServer(String baseUrl, Credentials credentials, Duration connectTimeout) {
        this.baseUrl = baseUrl;
        this.authorization = credentials.authorization();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    /**
     * A trusted client of Rollcall.
     *
     * @param id its name in {@code rollcall.trusted-clients}
     * @param secret its secret
     */
    public record Credentials(String id, String secret) {

        private String authorization() {
            byte[] both = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }

        /** Leaves out the secret. */
        @Override
        public String toString() {
            return id;
        }
    }

    /** Returns where Rollcall is reached. */
    public String baseUrl() {
        return baseUrl;
    }

    /** Starts a request that anyone may send. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path));
    }

    /** Starts a request of the trusted client. */
    public HttpRequest.Builder trustedRequest(String path) {
        return request(path).header("Authorization", authorization);
    }

    /** Sends a request and reads the whole answer, which must arrive within the timeout. */
    public CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, Duration timeout) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, response -> new BoundedBody(LARGEST_BODY));
        CompletableFuture<HttpResponse<byte[]>> answer =
                sent.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenComplete((response, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        });
        return answer;
    }

    /** Sends a request whose answer is read as it arrives, and may never end. */
    public <T> CompletableFuture<HttpResponse<T>> stream(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        return client.sendAsync(request, body);
    }
}
