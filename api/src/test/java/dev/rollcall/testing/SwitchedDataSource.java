package dev.rollcall.testing;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A data source that can be switched to another database, like the address of a primary. */
public final class SwitchedDataSource extends AbstractDataSource {

    private TestDatabase current;

    public SwitchedDataSource(TestDatabase first) {
        this.current = first;
    }

    public void switchTo(TestDatabase next) {
        current = next;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return current.dataSource().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException();
    }
}
