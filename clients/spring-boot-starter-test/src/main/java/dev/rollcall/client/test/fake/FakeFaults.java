package dev.rollcall.client.test.fake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can go wrong with {@link FakeRollcall}. Each fault lasts until it is taken back. */
public final class FakeFaults {

    private final FakeTokens tokens;
    private final FakeEndings endings;

    private boolean frozen;
    private volatile int status;
    private volatile @Nullable String introspection;

    FakeFaults(FakeTokens tokens, FakeEndings endings) {
        this.tokens = tokens;
        this.endings = endings;
    }

    /** Stops answering anything. Connections stay open, and new ones are accepted. */
    public synchronized void freeze() {
        frozen = true;
        endings.beSilent(true);
    }

    /** Goes on after {@link #freeze()}. */
    public synchronized void thaw() {
        frozen = false;
        endings.beSilent(false);
        notifyAll();
    }

    /** Sends nothing on the streams any more, but goes on answering introspections. */
    public void silenceStreams() {
        endings.beSilent(true);
    }

    /** Goes on after {@link #silenceStreams()}. */
    public void resumeStreams() {
        endings.beSilent(false);
    }

    /** Ends all open streams. New ones can be opened at once. */
    public void cutStreams() {
        endings.cut();
    }

    /** Sends this on the streams in addition, as often as it sends anything, or no longer if it is null. */
    public void sendOnStreams(@Nullable String rubbish) {
        endings.sendRubbish(rubbish);
    }

    /** Answers introspections with this body, or properly again if it is null. */
    public void answerIntrospectionsWith(@Nullable String body) {
        introspection = body;
    }

    /** Answers everything with this status, such as 503, and cuts the streams; 0 ends that. */
    public void answerEverythingWith(int status) {
        this.status = status;
        if (status != 0) {
            endings.cut();
        }
    }

    /** Lets new streams tell only what ended after this time. */
    public void tellEndingsSince(Instant since) {
        endings.keepSince(since);
    }

    /** Signs with a new key, and publishes it. Old tokens stay valid. */
    public void rotateKeys() {
        tokens.rotate();
    }

    int status() {
        return status;
    }

    @Nullable
    String introspection() {
        return introspection;
    }

    synchronized void awaitThaw() throws InterruptedException {
        while (frozen) {
            wait();
        }
    }
}
