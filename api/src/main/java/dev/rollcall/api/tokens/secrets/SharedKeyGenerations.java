package dev.rollcall.api.tokens.secrets;

import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.ClusterSecrets.Generation;
import dev.rollcall.api.tokens.TokensProperties;
import dev.rollcall.query.livesessions.RememberedSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The stored generations of the {@link SharedKey}s. A new one is known to all nodes before it signs. An old one is kept
 * while anything that it may have signed is accepted or explained: until no session that began before its successor
 * signed is live, or is still told why it has ended.
 */
@Component
public class SharedKeyGenerations {

    private static final Logger log = LoggerFactory.getLogger(SharedKeyGenerations.class);

    /** Longer than any cookie that belongs to no session is valid. */
    private static final Duration KEEP_AT_LEAST = Duration.ofHours(25);

    /** How far the clock of a node that signs may be behind. */
    private static final Duration LATE_CLOCKS = Duration.ofHours(1);

    private final ClusterSecrets secrets;
    private final SharedKeyProperties settings;
    private final RememberedSessions sessions;
    private final Duration publication;
    private final Clock clock;

    SharedKeyGenerations(
            ClusterSecrets secrets,
            SharedKeyProperties settings,
            RememberedSessions sessions,
            TokensProperties properties,
            Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.sessions = sessions;
        this.publication = properties.signingKeyPublication();
        this.clock = clock;
    }

    HmacKeyRing ring(SharedKey key) {
        return HmacKeyRing.of(stored(key), publication);
    }

    /** Whether the key comes from the settings, and what is stored is not used. */
    public boolean isInSettings(SharedKey key) {
        return !settings.keys(key).isEmpty();
    }

    /** Returns the generations that are kept, oldest first; none if the key comes from the settings. */
    public List<SharedKeyView> list(SharedKey key) {
        return isInSettings(key) ? List.of() : views(key, stored(key));
    }

    /**
     * Creates the next generation, which nodes know within 30 seconds and sign with later. Replacements at the same
     * moment create only one. Must not be called if the key comes from the settings.
     *
     * @return the newest generation
     */
    public SharedKeyView rotate(SharedKey key) {
        List<Generation> before = stored(key);
        if (secrets.addAfter(before.get(before.size() - 1), key.storedName(), HmacKey.random())) {
            log.info("The key of {} was replaced", key.label());
        }
        List<SharedKeyView> after = list(key);
        return after.get(after.size() - 1);
    }

    /** Deletes the generations that nothing needs any more. */
    void retire() {
        for (SharedKey key : SharedKey.values()) {
            if (!isInSettings(key)) {
                retire(key, stored(key));
            }
        }
    }

    private void retire(SharedKey key, List<Generation> generations) {
        for (int i = generations.size() - 1; i > 0; i--) {
            Generation successor = generations.get(i);
            Instant signsFrom = HmacKeyRing.signsFrom(successor, generations, publication);
            if (!clock.instant().isBefore(signsFrom.plus(KEEP_AT_LEAST))
                    && !sessions.anyBegunBefore(signsFrom.plus(LATE_CLOCKS))) {
                int deleted = secrets.deleteBefore(successor, key.storedName());
                log.info("Deleted {} old keys of {}: no session needs them any more", deleted, key.label());
                return;
            }
        }
    }

    private List<SharedKeyView> views(SharedKey key, List<Generation> generations) {
        Instant now = clock.instant();
        List<SharedKeyView> views = new ArrayList<>();
        SharedKeyView.State state = SharedKeyView.State.SIGNING;
        for (int i = generations.size() - 1; i >= 0; i--) {
            Generation generation = generations.get(i);
            Instant signsFrom = HmacKeyRing.signsFrom(generation, generations, publication);
            boolean isPublished = i > 0 && now.isBefore(signsFrom);
            views.add(
                    0,
                    new SharedKeyView(
                            key,
                            generation.number(),
                            generation.createdAt(),
                            signsFrom,
                            isPublished ? SharedKeyView.State.PUBLISHED : state));
            state = isPublished ? state : SharedKeyView.State.VERIFYING;
        }
        return views;
    }

    private List<Generation> stored(SharedKey key) {
        return secrets.generations(key.storedName(), HmacKey::random);
    }
}
