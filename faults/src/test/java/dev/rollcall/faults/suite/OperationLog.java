package dev.rollcall.faults.suite;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the history check reads, one line at a time. */
final class OperationLog implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final BufferedWriter out;

    OperationLog(Path file) {
        try {
            this.out = Files.newBufferedWriter(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @param type of the line @param fields null values are left out */
    synchronized void write(String type, Map<String, ?> fields) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", type);
        fields.forEach((name, value) -> {
            if (value != null) {
                line.put(name, value);
            }
        });
        try {
            out.write(JSON.writeValueAsString(line));
            out.newLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
