package dev.rollcall.api.web.drain;

import dev.rollcall.eventstore.postgres.EmbeddedPostgresConfiguration;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Lets a node that stops go on to answer for a while. Spring Boot has reported by then that it is not ready. So a gateway
 * that asks for readiness sends its requests to other nodes before this one refuses connections. Each connection is
 * closed after its next response.
 */
@Component
class Drain {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);

    private static final Duration DEFAULT = Duration.ofSeconds(5);

    private final ServletWebServerApplicationContext context;
    private final Duration time;

    Drain(ServletWebServerApplicationContext context, DrainProperties properties, Environment environment) {
        this.context = context;
        this.time = Objects.requireNonNullElseGet(
                properties.drain(),
                () -> EmbeddedPostgresConfiguration.isWanted(environment) ? Duration.ZERO : DEFAULT);
    }

    /** Takes its time on the thread that stops the application, before anything is stopped. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener
    void drain(ContextClosedEvent closing) {
        if (closing.getApplicationContext() != context || time.isZero()) {
            return;
        }
        closeConnections();
        log.info("Stopping after {}, in which requests are still answered", time);
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tomcat reads this number for each request, and says {@code Connection: close} if it is reached. */
    private void closeConnections() {
        if (context.getWebServer() instanceof TomcatWebServer server) {
            Arrays.stream(server.getTomcat().getService().findConnectors())
                    .map(connector -> connector.getProtocolHandler())
                    .filter(AbstractHttp11Protocol.class::isInstance)
                    .map(AbstractHttp11Protocol.class::cast)
                    .forEach(protocol -> protocol.setMaxKeepAliveRequests(1));
        }
    }
}
