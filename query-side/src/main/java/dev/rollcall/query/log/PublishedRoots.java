package dev.rollcall.query.log;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The published tree heads. A head is recorded here before it is signed, so that no size is ever signed with two roots.
 */
@Component
public class PublishedRoots {

    private static final String INSERT = """
            INSERT INTO transparency_log_checkpoint (size, root_hash, signed_at) VALUES (:size, :rootHash, :signedAt)
            ON CONFLICT (size) DO NOTHING
            """;

    private static final String SELECT = "SELECT root_hash FROM transparency_log_checkpoint WHERE size = :size";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SignedHead signed;

    PublishedRoots(JdbcClient jdbc, PlatformTransactionManager transactions, SignedHead signed) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.signed = signed;
    }

    /**
     * Records a head, durably, and remembers it.
     *
     * @throws InconsistentLog if another root was published for this size
     */
    public void publish(TreeHead head, Instant now) {
        transaction.executeWithoutResult(status -> insert(head, now));
        signed.signed(head);
    }

    private void insert(TreeHead head, Instant now) {
        jdbc.sql(INSERT)
                .param("size", head.size())
                .param("rootHash", head.rootHash())
                .param("signedAt", Timestamp.from(now))
                .update();
        byte[] published =
                jdbc.sql(SELECT).param("size", head.size()).query(byte[].class).single();
        if (!Arrays.equals(published, head.rootHash())) {
            throw new InconsistentLog("Another root was already signed for size " + head.size());
        }
    }
}
