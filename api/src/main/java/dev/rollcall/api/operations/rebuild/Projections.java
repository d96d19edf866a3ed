package dev.rollcall.api.operations.rebuild;

import dev.rollcall.query.rebuild.ReadModel;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds read models and describes their state. */
@Component
public class Projections {

    /** Rows beyond this are estimated, because counting them would take longer and longer as the table grows. */
    private static final int COUNTED = 1_000;

    private static final String COUNT = "SELECT count(*) FROM (SELECT 1 FROM %s ORDER BY session_id LIMIT ?) counted";

    /** An estimate from PostgreSQL's last analysis of the table, which happens when a tenth of it has changed. */
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
