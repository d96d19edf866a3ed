package dev.rollcall.api.pages.admin;

import dev.rollcall.testing.Client;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;

/** A node in whose tables no test writes by itself: rebuilds find nothing wrong, sweeps nothing of others. */
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
