package dev.rollcall.api.wiring;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Commits or fails. PostgreSQL answers the commit of a transaction in which a statement failed by rolling it back, and
 * its driver does not tell: whoever swallowed that statement's error would acknowledge what was lost.
 */
class HonestCommits extends JdbcTransactionManager {

    private static final long serialVersionUID = 1;

    HonestCommits(DataSource dataSource) {
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
        } catch (SQLException failure) {
            throw new TransactionSystemException("The state of the transaction cannot be told", failure);
        }
        super.doCommit(status);
    }
}
