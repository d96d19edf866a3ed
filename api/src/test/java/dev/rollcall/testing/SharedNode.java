package dev.rollcall.testing;

/** Nodes with default settings and no limit on starts, shared by all test classes that need no other settings. */
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

    /** Returns a second node on the same database. */
    public static Node other() {
        return Other.NODE;
    }

    public static TestDatabase database() {
        return DATABASE;
    }

    /** Starts the second node when a test first needs it. */
    private static final class Other {

        private static final Node NODE = Node.start(DATABASE);
    }
}
