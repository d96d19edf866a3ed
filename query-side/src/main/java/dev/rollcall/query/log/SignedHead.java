package dev.rollcall.query.log;

import dev.rollcall.eventstore.continuity.HistoryWitness;
import dev.rollcall.eventstore.continuity.LostHistory;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers the largest tree head that this node has signed. */
@Component
class SignedHead implements HistoryWitness {

    private static final String SELECT =
            "SELECT count(*) FROM transparency_log_checkpoint WHERE size = :size AND root_hash = :rootHash";

    private static final String SIZE_KEY = "checkpoint.size";

    private static final String ROOT_KEY = "checkpoint.root";

    private static final String EPOCH_KEY = "checkpoint.epoch";

    private final LostHistory lost;
    private @Nullable Signed largest;

    private record Signed(long size, byte[] rootHash, long epoch) {

        private String root() {
            return HexFormat.of().formatHex(rootHash);
        }

        private Missing missing() {
            String text = "the checkpoint of the transparency log with size " + size + " and root " + root();
            return new Missing("checkpoint " + size + " " + root(), text, epoch);
        }
    }

    SignedHead(LostHistory lost) {
        this.lost = lost;
    }

    /** @param head must have been recorded as published */
    synchronized void signed(TreeHead head) {
        if (largest == null || largest.size() < head.size()) {
            largest = new Signed(head.size(), head.rootHash(), lost.epoch());
        }
    }

    @Override
    public List<Missing> missing(JdbcClient jdbc) {
        Signed signed = largest();
        return signed == null || isPublished(jdbc, signed) ? List.of() : List.of(signed.missing());
    }

    private static boolean isPublished(JdbcClient jdbc, Signed signed) {
        return jdbc.sql(SELECT)
                        .param("size", signed.size())
                        .param("rootHash", signed.rootHash())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private synchronized @Nullable Signed largest() {
        return largest;
    }

    @Override
    public synchronized void forget() {
        largest = null;
    }

    @Override
    public void save(Properties file) {
        Signed signed = largest();
        if (signed != null) {
            file.setProperty(SIZE_KEY, Long.toString(signed.size()));
            file.setProperty(ROOT_KEY, signed.root());
            file.setProperty(EPOCH_KEY, Long.toString(signed.epoch()));
        }
    }

    @Override
    public synchronized void restore(Properties file) {
        if (file.containsKey(ROOT_KEY)) {
            largest = new Signed(
                    Long.parseLong(file.getProperty(SIZE_KEY)),
                    HexFormat.of().parseHex(file.getProperty(ROOT_KEY)),
                    Long.parseLong(file.getProperty(EPOCH_KEY)));
        }
    }
}
