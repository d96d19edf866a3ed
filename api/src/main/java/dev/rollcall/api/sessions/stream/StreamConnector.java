package dev.rollcall.api.sessions.stream;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Makes connections small that are nothing but open: what Tomcat keeps of each that is given away are these buffers. */
@Component
class StreamConnector implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Requests and bodies are read into larger ones. */
    private static final String READ_BUFFER_BYTES = "2048";

    /** Larger answers take more than one write. */
    private static final String WRITE_BUFFER_BYTES = "4096";

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", READ_BUFFER_BYTES);
            connector.setProperty("socket.appWriteBufSize", WRITE_BUFFER_BYTES);
        });
        tomcat.addEngineValves(new NoOtherProtocols());
    }

    /** Tomcat would keep counts for every protocol that a client asks for, for ever, once its connection is given away. */
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
