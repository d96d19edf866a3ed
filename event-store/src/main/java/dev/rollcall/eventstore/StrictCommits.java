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
 * Makes a commit fail where PostgreSQL does not. If a statement of the transaction has failed, PostgreSQL answers the
 * commit by rolling back; code that swallowed the statement's error would then acknowledge lost data. If a commit stops
 * waiting for its standby, because of a timeout or an administrator, PostgreSQL only warns; a failover would lose that
 * commit.
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
                throw new TransactionSystemException("A statement of this transaction failed; nothing was committed");
            }
            connection.clearWarnings();
            super.doCommit(status);
            requireReplicated(connection.getWarnings());
        } catch (SQLException failure) {
            throw new TransactionSystemException("Cannot determine the state of the transaction", failure);
        }
    }

    private static void requireReplicated(@Nullable SQLWarning warning) {
        if (warning != null) {
            throw new TransactionSystemException("The commit may exist on this server only", warning);
        }
    }
}
