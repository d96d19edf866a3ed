package dev.rollcall.query.rebuild;

/** Sleeps between the attempts of a rebuild. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The rebuild was interrupted", interrupted);
        }
    }
}
