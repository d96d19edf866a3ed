package dev.rollcall.testing;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts hundreds of sessions of one user within seconds. */
public final class ManySessions {

    private static final int STARTERS = 20;

    private ManySessions() {}

    /** @param count a multiple of 20 */
    public static void start(Client node, String userId, int count) {
        AtOnce.call(STARTERS, starter -> {
            for (int number = 1; number < count / STARTERS; number++) {
                node.start(userId);
            }
            return node.start(userId).reply();
        });
        assertThat(count % STARTERS).isZero();
    }
}
