package dev.rollcall.eventstore;

import java.sql.SQLException;
import java.sql.SQLWarning;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Commits or fails, where PostgreSQL's driver would not tell. The commit of a transaction in which a statement failed is
 * answered by rolling it back: whoever swallowed that statement's error would acknowledge what was lost. A commit that
 * stopped waiting for its standby, because of a time-out or an administrator, is answered with a warning alone: a
 * fail-over would lose it.
 */
class StrictCommits extends JdbcTransactionManager {

    private static final long serialVersionUID = 1;

    StrictCommits(DataSource dataSource) {
        super(dataSource);
        setRollbackOnCommitFailure(true);
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        var transaction = (JdbcTransactionObjectSupport) status.getTransaction();
        try {
            BaseConnection connection =
                    transaction.getConnectionHolder().getConnection().unwrap(BaseConnection.class);
            if (connection.getTransactionState() == TransactionState.FAILED) {
                throw new TransactionSystemException("A statement of this transaction failed: nothing is committed");
            }
            connection.clearWarnings();
            super.doCommit(status);
            requireReplicated(connection.getWarnings());
        } catch (SQLException failure) {
            throw new TransactionSystemException("The state of the transaction cannot be told", failure);
        }
    }

    private static void requireReplicated(@Nullable SQLWarning warning) {
        if (warning != null) {
            throw new TransactionSystemException("The commit may be on this server alone", warning);
        }
    }
}
