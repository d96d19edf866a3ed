package dev.rollcall.api.projections;

import dev.rollcall.query.rebuild.ReadModel;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The read models there are. */
@Component
public class Projections {

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
        Long rows = jdbc.queryForObject("SELECT count(*) FROM " + model.table(), Long.class);
        return new ProjectionView(
                model.name(),
                model.table(),
                rows == null ? 0 : rows,
                model.eventsBehind(),
                records.last(model.name()).orElse(null));
    }
}
