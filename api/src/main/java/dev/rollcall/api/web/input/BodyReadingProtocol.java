package dev.rollcall.api.web.input;

import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;

/**
 * HTTP/1.1 whose bodies may be read without a thread. Tomcat makes it by its name.
 *
 * <p>Tomcat 11 answers a whole request, and those behind it on the connection, from within the read that meets the last
 * chunk of its body ({@code ChunkedInputFilter.parseTrailerFields}). The read then goes on with what belongs to another
 * request, or to another connection.
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

        /** Not for the thread that handles the request: it sees the end of the body itself when its read is done. */
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
