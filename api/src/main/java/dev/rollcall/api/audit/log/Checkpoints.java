package dev.rollcall.api.audit.log;

import dev.rollcall.query.log.PublishedRoots;
import dev.rollcall.query.log.TransparencyLog;
import dev.rollcall.query.log.TreeHead;
import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.SignedNote;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Signs checkpoints of the transparency log. */
@Component
public class Checkpoints {

    private final TransparencyLog log;
    private final PublishedRoots roots;
    private final LogKeys keys;
    private final Clock clock;

    Checkpoints(TransparencyLog log, PublishedRoots roots, LogKeys keys, Clock clock) {
        this.log = log;
        this.roots = roots;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Signs the current state of the log, and stores its root first, so that no other root of this size is ever signed.
     *
     * @throws dev.rollcall.query.log.InconsistentLog if the log contradicts itself or the events; nothing is signed
     *     then
     */
    public SignedNote current() {
        TreeHead head = log.headToSign();
        LogKey key = keys.inForce(head);
        roots.publish(head, clock.instant());
        String text = new Checkpoint(key.verifierKey().name(), head.size(), head.rootHash()).text();
        return new SignedNote(text, List.of(key.sign(text)));
    }
}
