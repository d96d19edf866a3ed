package dev.rollcall.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3-7: the master key, which protects the keys of users. */
class MasterKeyIT {

    private static final String ANOTHER =
            "rollcall.personal-data.master-key=YW5vdGhlciBrZXksIG9mIHRoaXJ0eS10d28gYnl0ZXM=";

    @Test
    void refusesToStartWithAnotherMasterKeyUntilTheOldKeysAreDeleted() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database)) {
            node.client().start("slartibartfast");
        }
        assertThatThrownBy(() -> Node.start(database, ANOTHER).close())
                .hasStackTraceContaining("rollcall.personal-data.master-key is not the master key");

        database.jdbc().update("DELETE FROM user_key");

        try (Node node = Node.start(database, ANOTHER)) {
            assertThat(node.client().start("slartibartfast").reply().text("session.device.label"))
                    .isNotEqualTo("Erased");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64!"})
    void refusesToStartWithAnInvalidMasterKey(String key) {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), "rollcall.personal-data.master-key=" + key)
                        .close())
                .rootCause()
                .hasMessageContaining("rollcall.personal-data.master-key");
    }
}
