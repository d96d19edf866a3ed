package dev.rollcall.api.projections;

import dev.rollcall.query.Patience;
import dev.rollcall.query.rebuild.ReadModel;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** The read models there are. */
@Component
public class Projections {

    private final List<ReadModel> models;
    private final RebuildRecords records;
    private final JdbcTemplate jdbc;
    private final PlatformTransactionManager transactions;

    Projections(
            List<ReadModel> models,
            RebuildRecords records,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.models = models;
        this.records = records;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public List<ProjectionView> list() {
        return models.stream().map(this::view).toList();
    }

    Optional<ReadModel> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    private ProjectionView view(ReadModel model) {
        String count = "SELECT count(*) FROM " + model.table();
        Long rows = Patience.inBatch(jdbc, transactions, () -> jdbc.queryForObject(count, Long.class));
        return new ProjectionView(
                model.name(),
                model.table(),
                rows,
                model.eventsBehind(),
                records.last(model.name()).orElse(null));
    }
}
