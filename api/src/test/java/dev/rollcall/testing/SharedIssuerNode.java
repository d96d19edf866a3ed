package dev.rollcall.testing;

/** A node with an identity provider, shared by all test classes that need no other settings. */
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
