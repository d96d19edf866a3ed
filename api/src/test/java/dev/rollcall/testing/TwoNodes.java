package dev.rollcall.testing;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two nodes on their own database, for the tests of one class. */
public final class TwoNodes implements BeforeAllCallback, AfterAllCallback {

    private final TestDatabase database = TestDatabase.create();

    private final String[] settings;

    private @Nullable Node one;
    private @Nullable Node other;

    /** @param settings as on the command line, without the dashes */
    public TwoNodes(String... settings) {
        this.settings = settings;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        one = Node.start(database, settings);
        other = Node.start(database, settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        started(one).close();
        started(other).close();
    }

    public TestDatabase database() {
        return database;
    }

    public Node one() {
        return started(one);
    }

    public Node other() {
        return started(other);
    }

    private static Node started(@Nullable Node node) {
        if (node == null) {
            throw new IllegalStateException("the nodes run while the tests of a class do");
        }
        return node;
    }
}
