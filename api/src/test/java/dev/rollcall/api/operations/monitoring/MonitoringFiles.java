package dev.rollcall.api.operations.monitoring;

import java.nio.file.Path;

/** Where the files for Prometheus and Grafana are. */
final class MonitoringFiles {

    static final Path DIRECTORY =
            Path.of("../deploy/monitoring").toAbsolutePath().normalize();

    private MonitoringFiles() {}
}
