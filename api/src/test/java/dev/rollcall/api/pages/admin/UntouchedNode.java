package dev.rollcall.api.pages.admin;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;

/** A node whose read models no test changes directly: rebuilds and clean-ups find nothing left by other tests. */
final class UntouchedNode {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    private UntouchedNode() {}

    static Client client() {
        return NODE.client();
    }

    static TestDatabase database() {
        return DATABASE;
    }
}
