package dev.rollcall.testing;

/** One node with default settings, without a limit on starts, for all tests that do not need one of their own. */
public final class SharedNode {

    private static final TestDatabase DATABASE = TestDatabase.create();

    private static final Node NODE = Node.start(DATABASE);

    private SharedNode() {}

    public static Client client() {
        return NODE.client();
    }

    public static Node node() {
        return NODE;
    }

    public static TestDatabase database() {
        return DATABASE;
    }
}
