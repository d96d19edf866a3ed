package dev.rollcall.api.web.input;

import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;

/**
 * HTTP/1.1 with support for reading bodies without blocking a thread. Tomcat creates it by its class name.
 *
 * <p>When a read reaches the last chunk of a body, Tomcat 11 handles the whole request, and those behind it on the
 * connection, inside this read ({@code ChunkedInputFilter.parseTrailerFields}). The read then continues with data that
 * belongs to another request, or to another connection.
 */
public class BodyReadingProtocol extends Http11NioProtocol {

    @Override
    protected Processor createProcessor() {
        return new OneRequestAtATime(this, getAdapter());
    }

    private static final class OneRequestAtATime extends Http11Processor {

        OneRequestAtATime(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
            super(protocol, adapter);
        }

        /** Does nothing on the thread that handles the request: it sees the end of the body when its read returns. */
        @Override
        protected void executeDispatches() {
            if (request.isRequestThread()) {
                clearDispatches();
            } else {
                super.executeDispatches();
            }
        }
    }
}
