package dev.rollcall.api.audit.log;

import dev.rollcall.query.log.PublishedRoots;
import dev.rollcall.query.log.TransparencyLog;
import dev.rollcall.query.log.TreeHead;
import dev.rollcall.transparency.Checkpoint;
import dev.rollcall.transparency.SignedNote;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Signs what the log says of itself. */
@Component
public class Checkpoints {

    private final TransparencyLog log;
    private final PublishedRoots published;
    private final LogKey key;
    private final Clock clock;

    Checkpoints(TransparencyLog log, PublishedRoots published, LogKey key, Clock clock) {
        this.log = log;
        this.published = published;
        this.key = key;
        this.clock = clock;
    }

    /**
     * As of now; whoever has it may come back with it.
     *
     * @throws dev.rollcall.query.log.BrokenLog nothing is signed that the events do not bear out
     */
    public SignedNote current() {
        TreeHead head = log.headToSign();
        published.add(head, clock.instant());
        return key.sign(new Checkpoint(key.verifierKey().name(), head.size(), head.rootHash()).text());
    }
}
