package dev.rollcall.api.operations.rebuild;

import dev.rollcall.query.rebuild.ReadModel;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds read models and describes their state. */
@Component
public class Projections {

    /** Rows beyond this are estimated, because counting them would take longer and longer as the table grows. */
    private static final int COUNTED = 1_000;

    private static final String COUNT =
            "SELECT count(*) FROM (SELECT 1 FROM %s ORDER BY session_id LIMIT :limit) counted";

    /** An estimate from PostgreSQL's last analysis of the table, which happens when a tenth of it has changed. */
    private static final String ESTIMATE = "SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(:table)";

    private final List<ReadModel> models;
    private final RebuildRecords records;
    private final JdbcClient jdbc;

    Projections(List<ReadModel> models, RebuildRecords records, JdbcClient jdbc) {
        this.models = models;
        this.records = records;
        this.jdbc = jdbc;
    }

    public List<ProjectionView> list() {
        return models.stream().map(this::view).toList();
    }

    Optional<ReadModel> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    private ProjectionView view(ReadModel model) {
        return new ProjectionView(
                model.name(),
                model.table(),
                rows(model.table()),
                model.eventsBehind(),
                records.last(model.name()).orElse(null));
    }

    private long rows(String table) {
        long counted = jdbc.sql(COUNT.formatted(table))
                .param("limit", COUNTED + 1)
                .query(Long.class)
                .single();
        if (counted <= COUNTED) {
            return counted;
        }
        long estimated =
                jdbc.sql(ESTIMATE).param("table", table).query(Long.class).single();
        return Math.max(COUNTED + 1, estimated);
    }
}
