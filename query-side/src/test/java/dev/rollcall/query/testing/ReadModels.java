package dev.rollcall.query.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.rollcall.event.SessionEvent;
import dev.rollcall.event.SessionStarted;
import dev.rollcall.event.UserId;
import dev.rollcall.eventstore.BackgroundPace;
import dev.rollcall.eventstore.EventBatches;
import dev.rollcall.eventstore.EventJson;
import dev.rollcall.eventstore.ProcessingGroups;
import dev.rollcall.eventstore.commits.GroupCommit;
import dev.rollcall.query.DeviceOpener;
import dev.rollcall.query.history.HistoryLag;
import dev.rollcall.query.history.SessionHistory;
import dev.rollcall.query.livesessions.EndedSessions;
import dev.rollcall.query.rebuild.ModelTables;
import dev.rollcall.query.rebuild.ReadModel;
import dev.rollcall.query.rebuild.Rebuild;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The read models on a fresh database. Events are recorded and projected as in the service, but by no command. As an
 * extension of a test class, empties the database before each test.
 */
public final class ReadModels implements BeforeEachCallback, AfterAllCallback, AutoCloseable {

    private static final String INSERT = """
            INSERT INTO domain_event_entry (event_identifier, aggregate_identifier, sequence_number, time_stamp,
                                            payload_type, payload_revision, payload)
            SELECT gen_random_uuid(), ?, count(*), ?::timestamptz, ?::event_type, ?, ?
            FROM domain_event_entry WHERE aggregate_identifier = ?
            """;

    private static final String MOVE_TOKEN = """
            INSERT INTO token_entry (processor_name, segment, token)
            VALUES (?, 0, convert_to(json_build_object('index', ?::bigint, 'gaps', '[]'::json)::text, 'UTF8'))
            ON CONFLICT (processor_name, segment) DO UPDATE SET token = EXCLUDED.token
            """;

    private static final String SELECT_COPIES =
            "SELECT tablename FROM pg_tables WHERE tablename ~ '^(live_session|session_history)_([0-9]+|old)$'";

    private static final String SELECT_COLUMNS = """
            SELECT attname FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
              AND attname <> 'session_id'
            """;

    private final AtomicLong rebuilds = new AtomicLong();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final ReadableDevices devices;
    private final EventBatches events;

    public ReadModels() {
        DataSource database = MigratedDatabase.create();
        jdbc = new JdbcTemplate(database);
        JdbcClient client = JdbcClient.create(jdbc);
        devices = new ReadableDevices(jdbc);
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        JacksonSerializer serializer =
                JacksonSerializer.builder().objectMapper(EventJson.json()).build();
        events = new EventBatches(client, serializer, NoOpEventUpcaster.INSTANCE);
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(JdbcTemplate.class, () -> jdbc);
        context.registerBean(JdbcClient.class, () -> client);
        context.registerBean(PlatformTransactionManager.class, () -> transactions);
        context.registerBean(Clock.class, () -> Clock.fixed(TestUser.NOON, ZoneOffset.UTC));
        context.registerBean(DeviceOpener.class, () -> devices);
        context.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
        context.registerBean(GroupCommit.class);
        List.of("livesessions", "settings", "history", "rebuild")
                .forEach(room -> context.scan("dev.rollcall.query." + room));
        context.refresh();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        clear();
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        close();
    }

    public JdbcTemplate jdbc() {
        return jdbc;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /**
     * Stores events, and projects them to {@code live-sessions} in the same transaction. The devices of starts are
     * sealed with the keys that their users have now.
     */
    public void record(SessionEvent... happened) {
        transaction.executeWithoutResult(status -> {
            for (SessionEvent event : happened) {
                if (event instanceof SessionStarted started) {
                    devices.sealedNow(started);
                }
                store(event);
            }
            project(ProcessingGroups.LIVE_SESSIONS, List.of(happened));
        });
    }

    /** Stores an event that no read model has; the device of a start cannot be opened. */
    public void store(SessionEvent event) {
        try {
            jdbc.update(
                    INSERT,
                    event.userId().value(),
                    event.occurredAt().toString(),
                    event.getClass().getName(),
                    event instanceof SessionStarted ? SessionStarted.REVISION : null,
                    EventJson.json().writeValueAsBytes(event),
                    event.userId().value());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Does something in another thread, and so outside the transaction of this one. */
    public static void meanwhile(Runnable something) {
        CompletableFuture.runAsync(something).join();
    }

    /** Projects all events that {@code session-history} lacks, in one batch. */
    public void followHistory() {
        transaction.executeWithoutResult(status -> {
            EventBatches.Batch batch =
                    events.read(bean(HistoryLag.class).read().processed(), Long.MAX_VALUE, Integer.MAX_VALUE);
            project(ProcessingGroups.SESSION_HISTORY, batch.events());
            jdbc.update(MOVE_TOKEN, ProcessingGroups.SESSION_HISTORY, batch.last());
        });
    }

    /** Delivers events to a processing group, in one unit of work and one transaction. */
    public void project(String group, List<? extends SessionEvent> delivered) {
        if (delivered.isEmpty()) {
            return;
        }
        List<AnnotationEventHandlerAdapter> handlers =
                context.getBeansWithAnnotation(ProcessingGroup.class).values().stream()
                        .filter(bean -> group.equals(bean.getClass()
                                .getAnnotation(ProcessingGroup.class)
                                .value()))
                        .map(AnnotationEventHandlerAdapter::new)
                        .toList();
        List<EventMessage<?>> messages = delivered.stream()
                .<EventMessage<?>>map(GenericEventMessage::asEventMessage)
                .toList();
        transaction.executeWithoutResult(status -> {
            BatchingUnitOfWork<EventMessage<?>> work = new BatchingUnitOfWork<>(messages);
            work.start();
            work.attachTransaction(bean(GroupCommit.class)::collect);
            var result = work.executeWithResult(() -> {
                for (AnnotationEventHandlerAdapter handler : handlers) {
                    handler.handle((EventMessage<?>) CurrentUnitOfWork.get().getMessage());
                }
                return null;
            });
            if (result.isExceptional()) {
                throw new IllegalStateException(result.exceptionResult());
            }
        });
    }

    /** Erases a user whose sessions have ended, in the order of the service. */
    public void erase(UserId user) {
        bean(EndedSessions.class).eraseLogins(user, "*");
        devices.destroyKey(user);
        bean(SessionHistory.class).erase(user);
    }

    public Rebuild.Outcome rebuild(String name) {
        return rebuild(name, false, new SilentProgress());
    }

    public Rebuild.Outcome rebuild(String name, boolean dryRun, Rebuild.Progress progress) {
        return rebuild(name, dryRun, progress, BackgroundPace.full());
    }

    public Rebuild.Outcome rebuild(String name, boolean dryRun, Rebuild.Progress progress, BackgroundPace pace) {
        ReadModel model = context.getBeansOfType(ReadModel.class).values().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        Rebuild.Database database = new Rebuild.Database(
                bean(JdbcClient.class),
                jdbc,
                bean(PlatformTransactionManager.class),
                bean(ModelTables.class),
                events,
                bean(Clock.class),
                pace);
        return new Rebuild(database, model, rebuilds.incrementAndGet(), progress).run(dryRun);
    }

    /** Returns all rows of a table with a session each, in the order of the sessions. */
    public List<Map<String, @Nullable Object>> rows(String table) {
        return jdbc.queryForList("SELECT * FROM " + table + " ORDER BY session_id").stream()
                .peek(row -> row.computeIfPresent("live_during", (name, range) -> range.toString()))
                .toList();
    }

    /** Returns the columns of a table that can be written, without the session. */
    public String columns(String table) {
        return String.join(", ", jdbc.queryForList(SELECT_COLUMNS, String.class, table));
    }

    /** Empties all tables of events and read models, and drops the copies that rebuilds left. */
    public void clear() {
        jdbc.queryForList(SELECT_COPIES, String.class).forEach(table -> jdbc.execute("DROP TABLE " + table));
        jdbc.execute("TRUNCATE domain_event_entry, live_session, ended_session, session_history, session_activity,"
                + " user_security_settings, user_key, token_entry, session_count");
        devices.forget();
    }

    @Override
    public void close() {
        context.close();
    }
}
