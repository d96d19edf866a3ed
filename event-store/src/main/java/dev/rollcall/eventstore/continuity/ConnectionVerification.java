package dev.rollcall.eventstore.continuity;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Makes the pool verify each new connection before it is used. */
@Configuration(proxyBeanMethods = false)
class ConnectionVerification {

    @Bean
    static BeanPostProcessor verifiedConnections(ObjectProvider<HistoryContinuity> continuity) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
                    pool.setDataSource(new Verified(
                            new DriverDataSource(
                                    pool.getJdbcUrl(),
                                    pool.getDriverClassName(),
                                    pool.getDataSourceProperties(),
                                    pool.getUsername(),
                                    pool.getPassword()),
                            continuity.getObject()));
                }
                return bean;
            }
        };
    }

    /** Opens connections as the pool would. */
    private static final class Verified extends DelegatingDataSource {

        private final DriverDataSource driver;
        private final HistoryContinuity continuity;
        private boolean keepsServerConnections;

        Verified(DriverDataSource driver, HistoryContinuity continuity) {
            super(driver);
            this.driver = driver;
            this.continuity = continuity;
        }

        /** Looks once, before anything relies on it. */
        private synchronized void requireSessionPooling() throws SQLException {
            if (!keepsServerConnections) {
                SessionPooling.require(driver);
                keepsServerConnections = true;
            }
        }

        @Override
        public Connection getConnection() throws SQLException {
            return verified(super.getConnection());
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return verified(super.getConnection(user, password));
        }

        private Connection verified(Connection connection) throws SQLException {
            try {
                requireSessionPooling();
                continuity.verify(connection);
                return connection;
            } catch (SQLException | RuntimeException | Error refused) {
                connection.close();
                throw refused;
            }
        }
    }
}
