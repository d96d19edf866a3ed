package dev.rollcall.api.odd;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Collects everything that is logged as an error or with a stack trace. */
final class FailureLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final int ENOUGH = 20;

    private final List<String> failures = new CopyOnWriteArrayList<>();

    static FailureLog open() {
        FailureLog log = new FailureLog();
        log.start();
        root().addAppender(log);
        return log;
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean failure = event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null;
        if (failure && failures.size() < ENOUGH) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            failures.add(event + "\n" + trace.substring(0, Math.min(2_000, trace.length())));
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Override
    public void close() {
        root().detachAppender(this);
    }
}
