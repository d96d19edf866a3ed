package dev.rollcall.api.personaldata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S3-7: the key that protects the keys of users. */
class MasterKeyIT {

    @Test
    void withoutTheMasterKeyOfTheDatabaseNobodyIsServed() {
        TestDatabase database = TestDatabase.create();
        try (Node node = Node.start(database)) {
            node.client().start("slartibartfast");
        }
        String another = "YW5vdGhlciBrZXksIG9mIHRoaXJ0eS10d28gYnl0ZXM=";
        try (Node node = Node.start(database, "rollcall.personal-data.master-key=" + another)) {
            assertThat(node.client()
                            .asGateway()
                            .post("/users/slartibartfast/sessions", Map.of())
                            .status())
                    .isEqualTo(500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64!"})
    void aMasterKeyThatIsNoneStopsTheStart(String key) {
        assertThatThrownBy(() -> Node.start(TestDatabase.create(), "rollcall.personal-data.master-key=" + key)
                        .close())
                .rootCause()
                .hasMessageContaining("rollcall.personal-data.master-key");
    }
}
