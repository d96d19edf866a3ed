package dev.rollcall.api.operations.archive;

import dev.rollcall.api.audit.AuditProperties;
import dev.rollcall.api.audit.EventIndexes;
import dev.rollcall.api.web.ApplicationConfiguration;
import dev.rollcall.api.web.commandline.DatabaseOnly;
import dev.rollcall.eventstore.archive.ArchiveRecords;
import dev.rollcall.query.archive.HistoryArchive;
import dev.rollcall.query.history.HistoryLag;
import dev.rollcall.query.log.LoggedLines;
import java.time.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The parts of the application that the archive needs. */
@ImportAutoConfiguration({
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class
})
@EnableConfigurationProperties(AuditProperties.class)
@Import({
    DatabaseOnly.class,
    EventIndexes.class,
    LoggedLines.class,
    HistoryLag.class,
    ArchiveRecords.class,
    HistoryArchive.class
})
class ArchiveParts {

    @Bean
    Clock clock() {
        return ApplicationConfiguration.wallClock();
    }
}
