package dev.rollcall.api.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Whether this node has requests to answer, apart from health checks and the like, so that other work gives way. */
@Component
public class RequestRate implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final double FEW_PER_SECOND = 10;

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final LongAdder requests = new LongAdder();

    private long countedAt;
    private long counted;
    private boolean isBusy = true;

    @Autowired
    RequestRate() {
        this(System::nanoTime);
    }

    /** @param nanoTime like {@link System#nanoTime} */
    RequestRate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.countedAt = nanoTime.getAsLong();
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(new Counter());
    }

    void count() {
        requests.increment();
    }

    /** Returns whether there were requests lately: in the last second or more that passed between two calls of this. */
    public synchronized boolean isBusy() {
        long now = nanoTime.getAsLong();
        if (now - countedAt >= WINDOW) {
            long all = requests.sum();
            isBusy = (all - counted) * (double) WINDOW / (now - countedAt) > FEW_PER_SECOND;
            countedAt = now;
            counted = all;
        }
        return isBusy;
    }

    private final class Counter extends ValveBase {

        Counter() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            count();
            getNext().invoke(request, response);
        }
    }
}
