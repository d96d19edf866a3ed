package dev.rollcall.eventstore.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Lets migrations take as long as they need: they use separate connections without {@link ConnectionLimits}. */
@Configuration(proxyBeanMethods = false)
public class UnlimitedMigrations {

    /**
     * Leaves migrations alone if the operator gave them a connection with {@code spring.flyway.url} or {@code .user}.
     */
    @Bean
    FlywayConfigurationCustomizer migrationsWithoutLimits(DataSource dataSource, FlywayProperties flyway)
            throws SQLException {
        if (flyway.getUrl() != null || flyway.getUser() != null) {
            return migrations -> {};
        }
        HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
        return migrations -> migrations.dataSource(new DriverManagerDataSource(pool.getJdbcUrl(), properties(pool)));
    }

    private static Properties properties(HikariDataSource pool) {
        Properties properties = new Properties();
        pool.getDataSourceProperties()
                .forEach((name, value) -> properties.setProperty((String) name, value.toString()));
        properties.remove(ConnectionLimits.SOCKET_TIMEOUT);
        if (pool.getUsername() != null) {
            properties.setProperty("user", pool.getUsername());
        }
        if (pool.getPassword() != null) {
            properties.setProperty("password", pool.getPassword());
        }
        return properties;
    }
}
