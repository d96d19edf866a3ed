package dev.rollcall.api.audit.log;

import dev.rollcall.api.audit.AuditProperties;
import dev.rollcall.api.tokens.ClusterSecrets;
import dev.rollcall.api.tokens.ClusterSecrets.Generation;
import dev.rollcall.query.log.KeyReplacements;
import dev.rollcall.query.log.TransparencyLog;
import dev.rollcall.query.log.TreeHead;
import dev.rollcall.transparency.KeyReplacement;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The keys that sign checkpoints, from PEM files that the settings name, or else from the database. The log itself says
 * which one is in force: the one that the last {@link KeyReplacement} in it introduces. So all nodes sign a size with the
 * same key.
 */
@Component
public class LogKeys {

    private static final String STORED_NAME = "audit-signing-key";

    private final ClusterSecrets secrets;
    private final KeyReplacements replacements;
    private final TransparencyLog log;
    private final Clock clock;
    private final String origin;

    /** That which is wanted first; empty if the keys are in the database. */
    private final List<LogKey> given = new ArrayList<>();

    private volatile List<LogKey> known;

    LogKeys(
            AuditProperties properties,
            LogOrigin origin,
            ClusterSecrets secrets,
            KeyReplacements replacements,
            TransparencyLog log,
            Clock clock) {
        this.secrets = secrets;
        this.replacements = replacements;
        this.log = log;
        this.clock = clock;
        this.origin = origin.value();
        Path file = properties.signingKey();
        if (file != null) {
            given.add(LogKey.ofFile("rollcall.audit.signing-key", file, this.origin));
        }
        Path previous = properties.previousSigningKey();
        if (previous != null) {
            given.add(LogKey.ofFile("rollcall.audit.previous-signing-key", previous, this.origin));
        }
        this.known = read();
    }

    /** Returns the key that signs the log as it is now. */
    public VerifierKey current() {
        return inForce(log.head()).verifierKey();
    }

    /** Returns all keys that the log has had, oldest first, and the one that follows in a moment. */
    public List<VerifierKey> all() {
        List<VerifierKey> keys = new ArrayList<>();
        for (String statement : replacements.all()) {
            KeyReplacement replacement = KeyReplacement.parse(statement);
            if (keys.isEmpty()) {
                keys.add(replacement.before());
            }
            keys.add(replacement.after());
        }
        return keys.isEmpty() ? List.of(first().verifierKey()) : keys;
    }

    /** @throws DataAccessResourceFailureException if this node does not have the key */
    LogKey inForce(TreeHead head) {
        return inForce(replacements.in(head));
    }

    /**
     * Replaces the key by one that is generated, or by that in the settings. It signs as soon as the statement that both
     * keys sign is in the log.
     *
     * @return the new key
     * @throws IllegalStateException if the settings name no other key
     */
    @Transactional
    public VerifierKey replace() {
        LogKey before = inForce(replacements.all());
        LogKey after = given.isEmpty() ? addGeneration() : given.get(0);
        if (after.is(before.verifierKey())) {
            throw new IllegalStateException(
                    "The log has this key already. Set another one as rollcall.audit.signing-key,"
                            + " and this one as rollcall.audit.previous-signing-key, on every node");
        }
        String text = new KeyReplacement(before.verifierKey(), after.verifierKey()).text();
        String statement = new SignedNote(text, List.of(before.sign(text), after.sign(text))).toString();
        replacements.append(statement, clock.instant());
        return after.verifierKey();
    }

    private LogKey inForce(List<String> statements) {
        if (statements.isEmpty()) {
            return first();
        }
        VerifierKey last =
                KeyReplacement.parse(statements.get(statements.size() - 1)).after();
        return find(last);
    }

    /** The keys in the database are read again if the log has one that this node does not know yet. */
    private LogKey find(VerifierKey wanted) {
        if (known.stream().noneMatch(key -> key.is(wanted))) {
            known = read();
        }
        return known.stream()
                .filter(key -> key.is(wanted))
                .findFirst()
                .orElseThrow(() -> new DataAccessResourceFailureException(
                        "The transparency log has the key " + wanted + ", which this node does not have"));
    }

    /** Returns the key of a log that has never replaced it. */
    private LogKey first() {
        return given.isEmpty() ? known.get(0) : given.get(given.size() - 1);
    }

    private List<LogKey> read() {
        return given.isEmpty()
                ? secrets.generations(STORED_NAME, LogKey::generate).stream()
                        .map(generation -> LogKey.stored(generation.value(), origin))
                        .toList()
                : List.copyOf(given);
    }

    private LogKey addGeneration() {
        List<Generation> generations = secrets.generations(STORED_NAME, LogKey::generate);
        byte[] created = LogKey.generate();
        if (!secrets.addAfter(generations.get(generations.size() - 1), STORED_NAME, created)) {
            throw new IllegalStateException("The key is being replaced by somebody else at this moment");
        }
        return LogKey.stored(created, origin);
    }
}
