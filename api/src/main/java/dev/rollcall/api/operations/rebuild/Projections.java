package dev.rollcall.api.operations.rebuild;

import dev.rollcall.query.rebuild.ReadModel;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The read models there are. */
@Component
public class Projections {

    /** Counting more would take the longer the longer the service is used. */
    private static final int COUNTED = 1_000;

    private static final String COUNT = "SELECT count(*) FROM (SELECT 1 FROM %s ORDER BY session_id LIMIT ?) counted";

    /** As of the last time that PostgreSQL analysed the table, which it does when a tenth of it has changed. */
    private static final String ESTIMATE = "SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(?)";

    private final List<ReadModel> models;
    private final RebuildRecords records;
    private final JdbcTemplate jdbc;

    Projections(List<ReadModel> models, RebuildRecords records, JdbcTemplate jdbc) {
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
        Long counted = jdbc.queryForObject(COUNT.formatted(table), Long.class, COUNTED + 1);
        if (counted != null && counted <= COUNTED) {
            return counted;
        }
        Long estimated = jdbc.queryForObject(ESTIMATE, Long.class, table);
        return Math.max(COUNTED + 1, estimated == null ? 0 : estimated);
    }
}
