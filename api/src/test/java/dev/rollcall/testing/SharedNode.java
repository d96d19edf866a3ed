package dev.rollcall.testing;

/** Nodes with default settings and without a limit on starts, shared by the tests of all classes that need no other. */
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

    /** A second node on the same database. */
    public static Node other() {
        return Other.NODE;
    }

    public static TestDatabase database() {
        return DATABASE;
    }

    /** Started when a test first needs it. */
    private static final class Other {

        private static final Node NODE = Node.start(DATABASE);
    }
}
