package dev.rollcall.api.web.stream;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Reduces the memory of open streams: these buffers are all that Tomcat keeps for a connection that it has handed over.
 */
@Component
class StreamConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Enough, because requests and bodies are read into larger buffers. */
    private static final String READ_BUFFER_BYTES = "2048";

    /** Larger responses take more than one write. */
    private static final String WRITE_BUFFER_BYTES = "4096";

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", READ_BUFFER_BYTES);
            connector.setProperty("socket.appWriteBufSize", WRITE_BUFFER_BYTES);
        });
        tomcat.addEngineValves(new NoOtherProtocols());
    }

    /**
     * Removes the {@code Upgrade} header from requests. When Tomcat hands over a connection, it would keep statistics
     * for every protocol that a client names there, forever.
     */
    private static final class NoOtherProtocols extends ValveBase {

        NoOtherProtocols() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.getCoyoteRequest().getMimeHeaders().removeHeader(HttpHeaders.UPGRADE);
            getNext().invoke(request, response);
        }
    }
}
