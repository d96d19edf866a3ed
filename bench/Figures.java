import java.io.IOException;
import java.util.Iterator;

/**
 * What was measured of one operation.
 *
 * @param p50 in milliseconds, as {@code p99}; NaN if unknown
 * @param serviceMicros microseconds of processor time of the service per operation
 * @param databaseMicros the same of PostgreSQL
 */
record Figures(
        String operation, int connections, double perSecond, double p50, double p99,
        double serviceMicros, double databaseMicros) {

    /** Measures calls until the time is over or there are no more. */
    static Figures of(String operation, LoadClient client, Iterator<Call> calls, int connections, double seconds,
            long service, long postmaster) throws IOException {
        ProcessorTime before = ProcessorTime.of(service, postmaster);
        LoadClient.Load load = client.run(calls, connections, seconds);
        ProcessorTime spent = ProcessorTime.of(service, postmaster).since(before);
        Figures figures = new Figures(operation, connections, load.perSecond(), load.millis(50), load.millis(99),
                spent.service() * 1e6 / load.count(), spent.database() * 1e6 / load.count());
        System.err.println(figures);
        return figures;
    }
}
