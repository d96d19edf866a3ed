package dev.rollcall.query.rebuild;

import dev.rollcall.eventstore.LongStatements;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs one batch of a rebuild in a transaction. */
class BatchTransaction {

    /** If the database server crashes, the rebuild fails anyway. */
    private static final String DO_NOT_WAIT_FOR_THE_DISK = "SET LOCAL synchronous_commit = off";

    private final JdbcTemplate template;
    private final TransactionTemplate transaction;

    BatchTransaction(Rebuild.Database database) {
        this.template = database.template();
        this.transaction = new TransactionTemplate(database.transactions());
    }

    void run(Runnable batch) {
        transaction.executeWithoutResult(status -> {
            LongStatements.allow(template, LongStatements.FOR_A_BATCH);
            template.execute(DO_NOT_WAIT_FOR_THE_DISK);
            batch.run();
        });
    }
}
