package dev.rollcall.eventstore.standby;

import com.zaxxer.hikari.HikariDataSource;
import dev.rollcall.eventstore.postgres.ConnectionLimits;
import dev.rollcall.eventstore.postgres.DatabaseProperties;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Read-only connections to a standby, if {@code rollcall.reader.url} is set. They are opened when they are needed. */
@Component
@EnableConfigurationProperties(ReaderProperties.class)
class StandbyPool implements DisposableBean {

    private final @Nullable HikariDataSource pool;

    StandbyPool(ReaderProperties settings, DataSourceProperties primary, DatabaseProperties limits) {
        this.pool = StringUtils.hasText(settings.url()) ? open(settings, primary, limits) : null;
    }

    private static HikariDataSource open(
            ReaderProperties settings, DataSourceProperties primary, DatabaseProperties limits) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("reader");
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.username() == null ? primary.getUsername() : settings.username());
        pool.setPassword(settings.password() == null ? primary.getPassword() : settings.password());
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(settings.maximumPoolSize());
        pool.setMinimumIdle(0);
        pool.setInitializationFailTimeout(-1); // a node starts without its standby
        pool.setConnectionTimeout(settings.waitAtMost().toMillis());
        ConnectionLimits.limit(pool, limits);
        return pool;
    }

    boolean isConfigured() {
        return pool != null;
    }

    /**
     * Returns a connection to a standby; empty if the server is a primary now. Then, the next connection is a new one.
     *
     * @throws SQLException if there is none
     */
    Optional<Connection> connect() throws SQLException {
        Connection connection = Objects.requireNonNull(pool).getConnection();
        try {
            if (PrimaryPosition.isStandby(client(connection))) {
                return Optional.of(connection);
            }
        } catch (RuntimeException failure) {
            connection.close();
            throw failure;
        }
        pool.evictConnection(connection);
        return Optional.empty();
    }

    static JdbcClient client(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    @Override
    public void destroy() {
        if (pool != null) {
            pool.close();
        }
    }
}
