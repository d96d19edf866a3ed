package dev.rollcall.faults.suite;

import java.util.concurrent.locks.ReentrantLock;

/** A client's session, live or ended, and its tokens. */
final class Device {

    private final String user;
    private final String session;
    private final String accessToken;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile String refreshToken;
    private volatile boolean refreshable = true;

    Device(String user, String session, String accessToken, String refreshToken) {
        this.user = user;
        this.session = session;
        this.accessToken = accessToken;
        this.refreshToken = refreshToken;
    }

    String user() {
        return user;
    }

    String session() {
        return session;
    }

    String accessToken() {
        return accessToken;
    }

    String refreshToken() {
        return refreshToken;
    }

    void refreshed(String successor) {
        refreshToken = successor;
    }

    /** Its refresh token may have been used, and its successor did not arrive. */
    void loseRefreshToken() {
        refreshable = false;
    }

    boolean isRefreshable() {
        return refreshable;
    }

    /** One refresh at a time: a client that goes back to an older token looks like a thief. */
    ReentrantLock refreshing() {
        return refreshing;
    }
}
