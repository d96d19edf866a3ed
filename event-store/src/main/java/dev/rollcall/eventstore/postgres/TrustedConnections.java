package dev.rollcall.eventstore.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Makes a server require a password if it trusts every local connection, as earlier releases set it up. After each
 * step, the next start can use the directory, and checks it again.
 */
final class TrustedConnections {

    private static final Logger log = LoggerFactory.getLogger(TrustedConnections.class);

    private static final String FILES = "SELECT DISTINCT file_name FROM pg_hba_file_rules WHERE auth_method = 'trust'";

    private static final String SET_PASSWORD = "SELECT format('ALTER ROLE CURRENT_USER PASSWORD %L', ?::text)";

    private final JdbcTemplate jdbc;

    TrustedConnections(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    boolean exist() {
        return !jdbc.queryForList(FILES, String.class).isEmpty();
    }

    /** Requires the password for every connection, from the next start of PostgreSQL on. */
    void end(String password) throws IOException {
        jdbc.execute(String.valueOf(jdbc.queryForObject(SET_PASSWORD, String.class, password)));
        for (String file : jdbc.queryForList(FILES, String.class)) {
            log.info("PostgreSQL requires a password from now on; {} made it trust every local connection", file);
            SecretFile.replace(Path.of(file), withoutTrust(Path.of(file)));
        }
    }

    private static String withoutTrust(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.replaceFirst("^([^#]*\\s)trust(?=\\s|$)", "$1scram-sha-256") + "\n")
                    .collect(Collectors.joining());
        }
    }
}
