package dev.rollcall.eventstore.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations only expand: nodes of the release before go on with the tables of this one. */
class MigrationRulesTest {

    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final Path BASELINE = Path.of("../deploy/release/baseline.properties");

    @Test
    void theReleaseBeforeCanLiveWithAllMigrationsAfterIt() throws IOException {
        TreeMap<Integer, Path> migrations = migrations();
        int newest = baseline();
        assertThat(migrations).as("has the newest migration of the baseline").containsKey(newest);

        for (Path migration : migrations.tailMap(newest, false).values()) {
            assertThat(MigrationRules.violations(Files.readString(migration)))
                    .as("%s must only add; for what to do instead see docs/upgrade.md", migration.getFileName())
                    .isEmpty();
        }
    }

    /** The rules read real migrations: some from before there were rules break them, and others do not. */
    @Test
    void tellWhichEarlierMigrationsContracted() throws IOException {
        TreeMap<Integer, Path> migrations = migrations();

        for (int contracting : List.of(19, 20, 21, 24)) {
            assertThat(violations(migrations, contracting))
                    .as("V" + contracting)
                    .isNotEmpty();
        }
        for (int expanding : List.of(22, 23, 25, 26, 27, 28, 29)) {
            assertThat(violations(migrations, expanding)).as("V" + expanding).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE account",
                "drop index session_history_by_user",
                "ALTER TABLE account DROP COLUMN name",
                "ALTER TABLE account RENAME COLUMN name TO user_name",
                "ALTER TABLE account\n    RENAME TO person",
                "ALTER TABLE account ADD COLUMN mail text NOT NULL",
                "ALTER TABLE account ADD mail text NOT NULL",
                "ALTER TABLE account ADD COLUMN IF NOT EXISTS mail text NOT NULL",
                "ALTER TABLE account ADD COLUMN a text NOT NULL, ADD COLUMN b text DEFAULT 'x'",
                "ALTER TABLE account ALTER COLUMN name SET NOT NULL",
                "ALTER TABLE account ALTER COLUMN name TYPE varchar(20)",
                "ALTER TABLE account ALTER name SET DATA TYPE varchar(20)",
                "ALTER TABLE account ADD CONSTRAINT short CHECK (length(name) < 20)",
                "ALTER TABLE account ADD UNIQUE (name)",
                "CREATE UNIQUE INDEX one_name ON account (name)",
                "DO $$ BEGIN EXECUTE 'DROP TABLE account'; END $$",
                "CREATE TABLE mail (a text);\nALTER TABLE mail RENAME TO post; ALTER TABLE account DROP COLUMN name",
                "-- contract step, unused since the last one: no version\nDROP TABLE account",
                "-- contract step, unused since 0.2.0:\nDROP TABLE account",
                "-- contract step, unused since 0.2.0: nothing reads it\nSELECT 1;\nDROP TABLE account",
            })
    void refuseWhatTheReleaseBeforeCannotLiveWith(String statement) {
        assertThat(MigrationRules.violations(statement + ";")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE mail (a text NOT NULL UNIQUE);\nALTER TABLE mail ADD CONSTRAINT one UNIQUE (a)",
                "CREATE TABLE mail (address text);\nCREATE UNIQUE INDEX one_mail ON mail (address)",
                "ALTER TABLE account ADD COLUMN mail text",
                "ALTER TABLE account ADD COLUMN locked boolean NOT NULL DEFAULT false",
                "ALTER TABLE account ADD COLUMN locked boolean DEFAULT false NOT NULL",
                "ALTER TABLE account ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY NOT NULL",
                "ALTER TYPE event_type ADD VALUE IF NOT EXISTS 'dev.rollcall.event.SessionMoved'",
                "CREATE INDEX account_by_mail ON account (mail)",
                "INSERT INTO mail (address) VALUES ('x')",
                "-- A comment may say DROP TABLE account.\nCREATE TABLE mail (address text)",
                "-- contract step, unused since 0.2.0: its readers went in 0.2.0\nDROP TABLE account",
            })
    void allowWhatOnlyAdds(String statement) {
        assertThat(MigrationRules.violations(statement + ";")).isEmpty();
    }

    private static List<String> violations(TreeMap<Integer, Path> migrations, int version) throws IOException {
        return MigrationRules.violations(Files.readString(migrations.get(version)));
    }

    private static int baseline() throws IOException {
        Properties baseline = new Properties();
        try (Reader reader = Files.newBufferedReader(BASELINE)) {
            baseline.load(reader);
        }
        return Integer.parseInt(baseline.getProperty("migration"));
    }

    private static TreeMap<Integer, Path> migrations() throws IOException {
        TreeMap<Integer, Path> migrations = new TreeMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            files.forEach(file -> {
                String name = file.getFileName().toString();
                migrations.put(Integer.valueOf(name.substring(1, name.indexOf("__"))), file);
            });
        }
        return migrations;
    }
}
