package dev.rollcall.api.operations;

import dev.rollcall.api.accounts.DemoAddress;
import dev.rollcall.api.accounts.DemoMode;
import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** Logs one line at the start: the address, the database, and what to try next. */
@Component
class ReadyMessage {

    private static final Logger log = LoggerFactory.getLogger("rollcall");

    private static final String ONLY_THIS_MACHINE =
            "With demo users, only this machine can connect; --server.address=0.0.0.0 opens it to all. ";

    private final DataSource database;
    private final DemoMode demo;
    private final @Nullable EmbeddedPostgresConfiguration embedded;

    ReadyMessage(DataSource database, DemoMode demo, ObjectProvider<EmbeddedPostgresConfiguration> embedded) {
        this.database = database;
        this.demo = demo;
        this.embedded = embedded.getIfAvailable();
    }

    @EventListener
    void announce(ApplicationReadyEvent ready) throws SQLException {
        ConfigurableEnvironment environment = ready.getApplicationContext().getEnvironment();
        String address = "http://localhost:" + environment.getProperty("local.server.port");
        try (Connection connection = database.getConnection()) {
            log.info(
                    "Ready at {} on {} {}{}. {}Next: {}",
                    address,
                    embedded != null ? "embedded PostgreSQL" : "PostgreSQL",
                    connection.getMetaData().getDatabaseProductVersion(),
                    embedded != null
                            ? " in " + embedded.directory()
                            : " at "
                                    + withoutParameters(connection.getMetaData().getURL()),
                    DemoAddress.isAssumed(environment) ? ONLY_THIS_MACHINE : "",
                    demo.isOn()
                            ? "curl -s " + address + "/auth/login -H 'Content-Type: application/json'"
                                    + " -d '{\"user_name\":\"june_doe\",\"password\":\"test123\"}'"
                            : address + "/swagger-ui.html");
        }
    }

    /** The parameters may include a password. */
    private static String withoutParameters(String url) {
        return url.replaceFirst("\\?.*", "");
    }
}
