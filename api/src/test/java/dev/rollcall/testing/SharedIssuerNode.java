package dev.rollcall.testing;

/** A node with an identity provider whose tokens start sessions, shared by the tests of all classes that need no other. */
public final class SharedIssuerNode {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final Node NODE = Node.start(TestDatabase.create(), ISSUER.settings());

    private SharedIssuerNode() {}

    public static Client client() {
        return NODE.client();
    }

    public static Node node() {
        return NODE;
    }

    public static TestIssuer issuer() {
        return ISSUER;
    }
}
