package dev.rollcall.eventstore.commits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.query.testing.ReadModels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** C-1: commands share a transaction, and none of them notices the others. */
class GroupCommitIT {

    @RegisterExtension
    static final ReadModels MODELS = new ReadModels();

    private static final JdbcTemplate JDBC = MODELS.jdbc();

    private static final IllegalStateException REFUSED = new IllegalStateException("refused");

    private final GroupCommit commits = MODELS.bean(GroupCommit.class);
    private final CountDownLatch open = new CountDownLatch(1);

    /** Occupies the lane until it is opened. */
    private final TransactionStep<CountDownLatch> gate = step(
            TransactionStep.Stage.CONDITIONS,
            (latches, statements, refuse) -> statements.afterwards(() -> latches.forEach(GroupCommitIT::await)));

    /** Locks a name, as the start of a session locks its account. */
    private final TransactionStep<String> lock = step(
            TransactionStep.Stage.CONDITIONS,
            (names, statements, refuse) ->
                    names.forEach(name -> statements.update("SELECT pg_advisory_xact_lock(hashtext(?))", name)));

    private final TransactionStep<String> condition =
            step(TransactionStep.Stage.CONDITIONS, (names, statements, refuse) -> refuse("refused", names, refuse));

    private final TransactionStep<String> insert = step(
            TransactionStep.Stage.EVENTS,
            (names, statements, refuse) -> names.forEach(name -> statements.update(
                    "INSERT INTO written (name) VALUES (?)", written -> refuse("lost", names, refuse), name)));

    private interface Work<R> {
        void on(List<R> rows, PipelinedStatements statements, BiConsumer<R, RuntimeException> refuse);
    }

    private CompletableFuture<Void> first = new CompletableFuture<>();

    @BeforeEach
    void occupyTheLane() {
        JDBC.execute("CREATE TABLE written (name text CHECK (name <> 'invalid'),"
                + " transaction xid8 DEFAULT pg_current_xact_id())");
        first = command(writes -> writes.add(gate, open));
        awaitTransaction();
    }

    @AfterEach
    void leaveTheLane() {
        open.countDown();
        first.join();
        JDBC.execute("DROP TABLE written");
    }

    @Test
    void commandsThatWaitShareOneTransaction() {
        List<CompletableFuture<Void>> commands = List.of(inserting("a"), inserting("b"), inserting("c"));

        awaitWaitingAndOpen(3);

        commands.forEach(CompletableFuture::join);
        assertThat(written()).containsExactly("a", "b", "c");
        assertThat(JDBC.queryForObject("SELECT count(DISTINCT transaction) FROM written", Long.class))
                .isOne();
    }

    /** For short arrays, PostgreSQL would otherwise make a new plan each time; for a small table, one that reads it all. */
    @Test
    void statementsKeepTheirPlansAndUseIndexes() {
        JDBC.execute("CREATE INDEX ON written (name); INSERT INTO written (name) VALUES ('b'); ANALYZE written");
        open.countDown();
        List<String> kept = new ArrayList<>();
        List<String> plan = new ArrayList<>();
        TransactionStep<String> delete = step(TransactionStep.Stage.REMOVED_ROWS, (names, statements, refuse) -> {
            statements.update("PREPARE kept (text[]) AS DELETE FROM written WHERE name = ANY ($1)");
            statements.query("EXPLAIN EXECUTE kept ('{a}')", (row, number) -> row.getString(1), plan::addAll);
            statements.query(
                    "SELECT generic_plans || ' kept, ' || custom_plans || ' new' FROM pg_prepared_statements"
                            + " WHERE name = 'kept'",
                    (row, number) -> row.getString(1),
                    kept::addAll);
        });

        command(writes -> writes.add(delete, "a")).join();

        assertThat(kept).containsExactly("1 kept, 0 new");
        assertThat(plan).anyMatch(line -> line.contains("Index Scan")).noneMatch(line -> line.contains("Seq Scan"));
    }

    @Test
    void aRefusedConditionLeavesTheOthersInTheirTransaction() {
        CompletableFuture<Void> refused = command(writes -> {
            writes.add(condition, "refused");
            writes.add(insert, "never");
        });
        List<CompletableFuture<Void>> others = List.of(inserting("a"), inserting("b"));

        awaitWaitingAndOpen(3);

        assertThatThrownBy(refused::join).hasCause(REFUSED);
        others.forEach(CompletableFuture::join);
        assertThat(written()).containsExactly("a", "b");
    }

    @Test
    void aLostRaceAfterOthersHaveWrittenLeavesNothingOfTheLoser() {
        CompletableFuture<Void> loser = command(writes -> {
            writes.add(insert, "before");
            writes.add(insert, "lost");
        });
        List<CompletableFuture<Void>> others = List.of(inserting("a"), inserting("b"));

        awaitWaitingAndOpen(3);

        assertThatThrownBy(loser::join).hasCause(REFUSED);
        others.forEach(CompletableFuture::join);
        assertThat(written()).containsExactly("a", "b");
    }

    @Test
    void aFailedStatementFailsForItsCommandOnly() {
        CompletableFuture<Void> invalid = inserting("invalid");
        List<CompletableFuture<Void>> others = List.of(inserting("a"), inserting("b"));

        awaitWaitingAndOpen(3);

        assertThatThrownBy(invalid::join).hasCauseInstanceOf(DataAccessException.class);
        others.forEach(CompletableFuture::join);
        assertThat(written()).containsExactly("a", "b");
    }

    @Test
    void aCommandThatWaitsForALockDoesNotHoldUpTheOthers() {
        CompletableFuture<Void> locked = new CompletableFuture<>();
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> holder =
                inThread(() -> new TransactionTemplate(MODELS.bean(PlatformTransactionManager.class))
                        .executeWithoutResult(status -> {
                            JDBC.query("SELECT pg_advisory_xact_lock(hashtext('held'))", row -> {});
                            locked.complete(null);
                            await(release);
                        }));
        locked.join();
        CompletableFuture<Void> waiting = command(writes -> {
            writes.add(lock, "held");
            writes.add(insert, "waited");
        });
        List<CompletableFuture<Void>> others = List.of(inserting("a"), inserting("b"));

        awaitWaitingAndOpen(3);
        others.forEach(CompletableFuture::join);

        assertThat(written()).containsExactly("a", "b");
        assertThat(waiting).isNotDone();
        release.countDown();
        holder.join();
        waiting.join();
        assertThat(written()).containsExactly("a", "b", "waited");
    }

    @Test
    void aFailedCommitFailsForAllBecauseNobodyKnowsWhatItDid() {
        JDBC.execute("ALTER TABLE written ADD CONSTRAINT once UNIQUE (name) DEFERRABLE INITIALLY DEFERRED");
        List<CompletableFuture<Void>> commands = List.of(inserting("twice"), inserting("twice"), inserting("a"));

        awaitWaitingAndOpen(3);

        for (CompletableFuture<Void> command : commands) {
            assertThatThrownBy(command::join).hasCauseInstanceOf(DataAccessException.class);
        }
        assertThat(written()).isEmpty();
    }

    @Test
    void aCommandThatNeedsItsOwnTransactionWaitsForNoLane() {
        command(writes -> {
                    writes.requireOwnTransaction();
                    writes.add(insert, "alone");
                })
                .join();

        assertThat(written()).containsExactly("alone");
    }

    @Test
    void aCommandThatWritesNothingNeedsNoTransaction() {
        command(writes -> {}).join();

        assertThat(written()).isEmpty();
    }

    private CompletableFuture<Void> inserting(String name) {
        return command(writes -> writes.add(insert, name));
    }

    private CompletableFuture<Void> command(Consumer<CommandWrites> handler) {
        return inThread(() -> {
            UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("command"));
            work.attachTransaction(commits::collect);
            handler.accept(CommandWrites.current());
            work.commit();
        });
    }

    private void awaitWaitingAndOpen(int commands) {
        while (commits.waiting() < commands) {
            Thread.onSpinWait();
        }
        open.countDown();
    }

    private static void awaitTransaction() {
        while (JDBC.queryForList("SELECT 1 FROM pg_stat_activity WHERE state = 'idle in transaction'"
                        + " AND datname = current_database()")
                .isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static List<String> written() {
        return JDBC.queryForList("SELECT name FROM written ORDER BY name", String.class);
    }

    private static void refuse(String refused, List<String> names, BiConsumer<String, RuntimeException> refuse) {
        names.stream().filter(refused::equals).forEach(name -> refuse.accept(name, REFUSED));
    }

    private static <R> TransactionStep<R> step(TransactionStep.Stage stage, Work<R> work) {
        return new TransactionStep<>() {
            @Override
            public Stage stage() {
                return stage;
            }

            @Override
            public void write(List<R> rows, PipelinedStatements statements, BiConsumer<R, RuntimeException> refuse) {
                work.on(rows, statements, refuse);
            }
        };
    }

    private static CompletableFuture<Void> inThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
