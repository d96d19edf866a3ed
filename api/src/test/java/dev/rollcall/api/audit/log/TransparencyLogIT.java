package dev.rollcall.api.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.AtOnce;
import dev.rollcall.testing.Auditor;
import dev.rollcall.testing.NaiveTree;
import dev.rollcall.testing.Node;
import dev.rollcall.testing.Reply;
import dev.rollcall.testing.SignedIn;
import dev.rollcall.testing.TwoNodes;
import dev.rollcall.transparency.SignedNote;
import dev.rollcall.transparency.VerifierKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of two nodes that append concurrently while sessions start and end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransparencyLogIT {

    private static final int DEVICES = 20;

    private static final int SESSIONS_PER_DEVICE = 10;

    @RegisterExtension
    final TwoNodes nodes = new TwoNodes();

    private SignedIn device;

    private Auditor auditor;

    private NaiveTree tree;

    @BeforeAll
    void startAndEndSessions() {
        device = nodes.one().client().signIn("auditor", "audit123");
        auditor = new Auditor(device.client());
        List<Reply> endings = AtOnce.call(DEVICES, number -> {
            Node node = number % 2 == 0 ? nodes.one() : nodes.other();
            SignedIn last = node.client().start("logged-" + number);
            for (int i = 1; i < SESSIONS_PER_DEVICE; i++) {
                last = node.client().start("logged-" + number);
            }
            return last.client().post("/auth/logout-all");
        });
        assertThat(endings).extracting(Reply::status).containsOnly(200);
        auditor.awaitAllLogged(nodes.database());
        tree = new NaiveTree(auditor.export());
    }

    @Test
    void containsEveryEventOnce() {
        Set<String> logged = new HashSet<>();
        int index = 0;
        for (String line : tree.lines()) {
            JsonNode event = new JsonMapper().readTree(line);
            assertThat(event.propertyNames())
                    .containsExactly(
                            "eventId", "index", "payload", "recordedAt", "revision", "sequence", "type", "userId");
            assertThat(event.path("index").asInt()).isEqualTo(index++);
            logged.add(event.path("eventId").asString());
        }

        assertThat(tree.lines()).hasSizeGreaterThan(DEVICES * SESSIONS_PER_DEVICE);
        assertThat(logged)
                .hasSameSizeAs(tree.lines())
                .containsExactlyInAnyOrderElementsOf(nodes.database()
                        .jdbc()
                        .queryForList("SELECT event_identifier::text FROM domain_event_entry", String.class));
    }

    @Test
    void hasTheOrderOfTheEventStore() {
        List<Long> globalIndexes = nodes.database()
                .jdbc()
                .queryForList("SELECT global_index FROM transparency_log_leaf ORDER BY leaf_index", Long.class);

        assertThat(globalIndexes).isSorted().hasSameSizeAs(tree.lines());
    }

    @Test
    void theRootMatchesTheExportedLines() {
        assertThat(auditor.size()).isEqualTo(tree.lines().size());
        assertThat(auditor.root()).isEqualTo(tree.root());
    }

    @Test
    void bothNodesSignTheSameCheckpoint() {
        String note = auditor.checkpoint();
        Auditor elsewhere = new Auditor(device.at(nodes.other().client()).client());

        assertThat(elsewhere.checkpoint())
                .isEqualTo(note)
                .startsWith("rollcall\n" + tree.lines().size() + "\n");
        assertThat(elsewhere.key()).isEqualTo(auditor.key());
        assertThat(SignedNote.parse(note).isSignedBy(VerifierKey.parse(auditor.key())))
                .isTrue();
    }

    @Test
    void provesInclusion() {
        for (int size : new int[] {1, 2, 63, 64, 65, tree.lines().size()}) {
            for (int index : new int[] {0, size / 2, size - 1}) {
                assertThat(auditor.proof("inclusion?index=" + index + "&size=" + size))
                        .isEqualTo(tree.first(size).path(index));
            }
        }
    }

    @Test
    void provesConsistency() {
        for (int to : new int[] {1, 2, 63, 64, 65, tree.lines().size()}) {
            for (int from : new int[] {1, (to + 1) / 2, to}) {
                assertThat(auditor.proof("consistency?from=" + from + "&to=" + to))
                        .isEqualTo(tree.first(to).proof(from));
            }
        }
    }
}
