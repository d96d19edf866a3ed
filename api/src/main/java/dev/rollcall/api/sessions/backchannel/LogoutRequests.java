package dev.rollcall.api.sessions.backchannel;

import dev.rollcall.api.tokens.jwt.LogoutTokens;
import dev.rollcall.eventstore.following.EventFollower;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends logout tokens to one receiver (OpenID Connect Back-Channel Logout 1.0 section 2.5). */
class LogoutRequests {

    private static final Logger log = LoggerFactory.getLogger(LogoutRequests.class);

    private static final int AT_ONCE = 16;

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

    private static final long WAIT_MILLIS = 1_000;

    private static final int SUCCESS = 2;

    private final BackchannelReceiversProperties.Entry receiver;
    private final LogoutTokens tokens;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_WITHIN)
            .build();

    LogoutRequests(BackchannelReceiversProperties.Entry receiver, LogoutTokens tokens) {
        this.receiver = receiver;
        this.tokens = tokens;
    }

    /**
     * Tells the receiver of the sessions, some at a time. Once it confirms none of these, it is not told of the others.
     *
     * @param claim is kept while waiting for answers
     * @return the sessions that the receiver did not confirm
     */
    List<EndedSession> send(List<EndedSession> sessions, EventFollower.Claim claim) throws InterruptedException {
        List<EndedSession> unconfirmed = new ArrayList<>();
        for (int next = 0; next < sessions.size(); next += AT_ONCE) {
            List<EndedSession> some = sessions.subList(next, Math.min(sessions.size(), next + AT_ONCE));
            List<EndedSession> failed = sendAtOnce(some, claim);
            if (failed.size() == some.size()) {
                unconfirmed.addAll(sessions.subList(next, sessions.size()));
                return unconfirmed;
            }
            unconfirmed.addAll(failed);
        }
        return unconfirmed;
    }

    private List<EndedSession> sendAtOnce(List<EndedSession> sessions, EventFollower.Claim claim)
            throws InterruptedException {
        List<CompletableFuture<Boolean>> answers =
                sessions.stream().map(this::send).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        while (!isDone(all)) {
            claim.keep();
        }
        List<EndedSession> unconfirmed = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (!answers.get(i).join()) {
                unconfirmed.add(sessions.get(i));
            }
        }
        return unconfirmed;
    }

    /** Waits for a second at most. */
    private static boolean isDone(CompletableFuture<Void> all) throws InterruptedException {
        try {
            all.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("The result of a request is whether it was confirmed", impossible);
        }
    }

    private CompletableFuture<Boolean> send(EndedSession session) {
        HttpRequest request = HttpRequest.newBuilder(receiver.uri())
                .timeout(receiver.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "logout_token=" + tokens.issue(receiver.audience(), session.userId(), session.sessionId())))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .orTimeout(receiver.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> failure == null ? isConfirmed(response) : isNot(failure));
    }

    /** A receiver says 400 also if it could not log the user out (ibid. section 2.8). So every refusal may be temporary. */
    private boolean isConfirmed(HttpResponse<Void> response) {
        boolean confirmed = response.statusCode() / 100 == SUCCESS;
        if (!confirmed) {
            log.debug("{} answers {} to a log-out", receiver.name(), response.statusCode());
        }
        return confirmed;
    }

    private boolean isNot(Throwable failure) {
        log.debug("{} does not answer to a log-out", receiver.name(), failure);
        return false;
    }
}
