package dev.rollcall.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.testing.Node;
import dev.rollcall.testing.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Nodes may be started all at once, also on an empty database. */
class FirstNodesIT {

    private static final int NODES = 3;

    @Test
    void allStart() throws Exception {
        TestDatabase database = TestDatabase.create();
        ExecutorService starters = Executors.newFixedThreadPool(NODES);
        List<Node> started = new ArrayList<>();
        try {
            Callable<Node> start = () -> Node.start(database);
            for (Future<Node> node : starters.invokeAll(Collections.nCopies(NODES, start))) {
                started.add(node.get());
            }
            assertThat(started.get(0)
                            .client()
                            .start("first")
                            .at(started.get(2).client())
                            .profile()
                            .status())
                    .isEqualTo(200);
        } finally {
            starters.shutdownNow();
            started.forEach(Node::close);
        }
    }
}
