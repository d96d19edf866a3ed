package dev.rollcall.eventstore.postgres;

/** No database is configured, and this jar contains no PostgreSQL for this platform. */
final class NoBundledPostgres extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoBundledPostgres() {
        super("No database is configured, and this jar contains no PostgreSQL for " + System.getProperty("os.name")
                + " on " + System.getProperty("os.arch") + ".");
    }
}
