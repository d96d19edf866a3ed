package dev.rollcall.eventstore.postgres;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/**
 * Limits every wait on a pooled connection, on the server and in the driver, so that a frozen node or an unreachable
 * server blocks nobody for long.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
public class ConnectionLimits {

    static final String SOCKET_TIMEOUT = "socketTimeout";

    /** Ends a connection within about ten seconds after its client is gone or has stopped reading. */
    private static final String KEEP_ALIVE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2;"
            + " SET tcp_keepalives_count = 3; SET tcp_user_timeout = 10000";

    /** The operator's own initial SQL for pooled connections runs after these limits, so it overrides them. */
    @Bean
    static BeanPostProcessor boundedConnections(ObjectProvider<DatabaseProperties> limits) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool) {
                    limit(pool, limits.getObject());
                }
                return bean;
            }
        };
    }

    /** Limits the connections of a pool that is not open yet. */
    public static void limit(HikariDataSource pool, DatabaseProperties limits) {
        pool.getDataSourceProperties().putIfAbsent(SOCKET_TIMEOUT, Long.toString(limits.socketTimeoutSeconds()));
        String bounds =
                "SET statement_timeout = %d; SET lock_timeout = %d; SET idle_in_transaction_session_timeout = %d; "
                                .formatted(
                                        limits.statementTimeout().toMillis(),
                                        limits.lockTimeout().toMillis(),
                                        limits.idleInTransactionTimeout().toMillis())
                        + KEEP_ALIVE;
        String given = pool.getConnectionInitSql();
        pool.setConnectionInitSql(StringUtils.hasText(given) ? bounds + "; " + given : bounds);
    }
}
