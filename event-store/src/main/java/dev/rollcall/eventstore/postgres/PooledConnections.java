package dev.rollcall.eventstore.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** The connections of the pool. They stay open when their server stops being the primary but still answers. */
@Component
public class PooledConnections {

    private final DataSource dataSource;

    PooledConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Replaces all current connections by new ones; those in use are replaced when they are returned. */
    public void renew() {
        pool().ifPresent(HikariPoolMXBean::softEvictConnections);
    }

    private Optional<HikariPoolMXBean> pool() {
        try {
            return Optional.ofNullable(dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean());
        } catch (SQLException otherPool) {
            throw new IllegalStateException("The connection pool must be HikariCP", otherPool);
        }
    }
}
