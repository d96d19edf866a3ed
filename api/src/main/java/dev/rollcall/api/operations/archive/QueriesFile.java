package dev.rollcall.api.operations.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rollcall.event.HistoryArchived;
import dev.rollcall.eventstore.EventJson;
import dev.rollcall.query.archive.ArchiveFile;
import dev.rollcall.transparency.CanonicalJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What auditors asked before a time, in a file: a line for each query, in the order of their ids. */
final class QueriesFile {

    private static final int PAGE = 2_000;

    private static final ObjectMapper JSON = EventJson.json();

    private static final String SELECT = """
            SELECT id, at, actor, path, parameters FROM audit_query
            WHERE id > :after AND id <= :last AND at < :before ORDER BY id LIMIT :limit
            """;

    private static final String SELECT_RANGE =
            "SELECT min(id) AS first, max(id) AS last, count(*) AS number FROM audit_query WHERE at < :before";

    private static final String DELETE = "DELETE FROM audit_query WHERE at < :before AND id <= :last";

    private final JdbcClient jdbc;
    private final OffsetDateTime before;
    private final Range range;

    private record Range(long first, long last, long number) {

        private static Range of(ResultSet row, int index) throws SQLException {
            return new Range(row.getLong("first"), row.getLong("last"), row.getLong("number"));
        }
    }

    private record Line(long id, byte[] bytes) {

        private static Line of(ResultSet row, int number) throws SQLException {
            Map<String, Object> query = Map.of(
                    "id", row.getLong("id"),
                    "at", row.getObject("at", OffsetDateTime.class).toInstant(),
                    "actor", row.getString("actor"),
                    "path", row.getString("path"),
                    "parameters", row.getString("parameters"));
            try {
                return new Line(row.getLong("id"), CanonicalJson.of(JSON.writeValueAsBytes(query)));
            } catch (IOException impossible) {
                throw new IllegalStateException("Every query can be written as JSON", impossible);
            }
        }
    }

    QueriesFile(JdbcClient jdbc, Instant before) {
        this.jdbc = jdbc;
        this.before = before.atOffset(ZoneOffset.UTC);
        this.range = jdbc.sql(SELECT_RANGE)
                .param("before", this.before)
                .query(Range::of)
                .single();
    }

    /** @return empty if there are no queries */
    Optional<HistoryArchived.File> write(Path directory) throws IOException {
        if (range.number() == 0) {
            return Optional.empty();
        }
        Files.createDirectories(directory);
        ArchiveFile file = new ArchiveFile(directory.resolve(
                String.format(Locale.ROOT, "rollcall-queries-%012d-%012d.ndjson.gz", range.first(), range.last())));
        file.write(this::writeLines);
        return Optional.of(file.read(range.number(), this::compare));
    }

    private void writeLines(OutputStream out) throws IOException {
        for (List<Line> page = page(0);
                !page.isEmpty();
                page = page(page.get(page.size() - 1).id())) {
            for (Line line : page) {
                out.write(line.bytes());
                out.write('\n');
            }
        }
    }

    private void compare(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (List<Line> page = page(0);
                !page.isEmpty();
                page = page(page.get(page.size() - 1).id())) {
            for (Line line : page) {
                if (!new String(line.bytes(), StandardCharsets.UTF_8).equals(lines.readLine())) {
                    throw new IOException("The file does not have query " + line.id() + " as it was recorded");
                }
            }
        }
    }

    private List<Line> page(long after) {
        return jdbc.sql(SELECT)
                .param("after", after)
                .param("last", range.last())
                .param("before", before)
                .param("limit", PAGE)
                .query(Line::of)
                .list();
    }

    /** Must come after the archive was recorded. */
    void delete() {
        if (range.number() > 0) {
            jdbc.sql(DELETE).param("before", before).param("last", range.last()).update();
        }
    }
}
