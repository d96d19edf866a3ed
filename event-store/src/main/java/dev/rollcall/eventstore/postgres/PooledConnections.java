package dev.rollcall.eventstore.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** The pool's connections. They outlive the server's being the primary, where it goes on answering. */
@Component
public class PooledConnections {

    private final DataSource dataSource;

    PooledConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Lets every connection that is there now be replaced by a new one, those in use once they are given back. */
    public void renew() {
        pool().ifPresent(HikariPoolMXBean::softEvictConnections);
    }

    private Optional<HikariPoolMXBean> pool() {
        try {
            return Optional.ofNullable(dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean());
        } catch (SQLException otherPool) {
            throw new IllegalStateException("The connections are pooled by HikariCP", otherPool);
        }
    }
}
