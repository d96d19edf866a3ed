package dev.rollcall.faults.history.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Reads a log line by line, and accepts nothing that it does not understand. Empty lines are skipped. */
public final class LogReader {

    private static final Pattern MISSING = Pattern.compile("Missing required creator property '(\\w+)'.*");

    private final ObjectReader json = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(String.class, new PooledStrings()))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .readerFor(LogLine.class);

    /**
     * Reads a file.
     *
     * @throws UnreadableLog if a line is not as the format says
     * @throws IOException if the file cannot be read
     */
    public History read(Path file) throws IOException, UnreadableLog {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return read(lines);
        }
    }

    /**
     * Reads all lines that follow; the first of them must be the policy.
     *
     * @throws UnreadableLog if a line is not as the format says
     * @throws IOException if the reader fails
     */
    public History read(BufferedReader lines) throws IOException, UnreadableLog {
        History history = null;
        int number = 0;
        try {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                if (!text.isBlank()) {
                    history = add(history, parse(text, number));
                }
            }
        } catch (IllegalArgumentException wrong) {
            throw new UnreadableLog(number, String.valueOf(wrong.getMessage()));
        } catch (MalformedInputException wrong) {
            throw new UnreadableLog(number + 1, "it is not UTF-8, or a line soon after it is not");
        }
        if (history == null) {
            throw new UnreadableLog(1, "the log is empty");
        }
        history.finish();
        return history;
    }

    private static History add(@Nullable History history, LogLine line) {
        if (history != null) {
            history.add(line);
            return history;
        }
        if (line instanceof Policy policy) {
            return new History(policy);
        }
        throw new IllegalArgumentException("the first line must have the type 'policy'");
    }

    private LogLine parse(String text, int number) {
        if (!text.stripLeading().startsWith("{")) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        try {
            LogLine line = json.with(new InjectableValues.Std().addValue("line", number))
                    .readValue(text);
            if (line.line() != number) {
                throw new IllegalArgumentException("field 'line' is unknown");
            }
            return line;
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(explain(wrong), wrong);
        }
    }

    private static String explain(JacksonException wrong) {
        if (wrong instanceof StreamReadException) {
            return "it is not a JSON object: " + wrong.getOriginalMessage();
        }
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            return "field '" + unknown.getPropertyName() + "' is unknown";
        }
        if (wrong instanceof ValueInstantiationException && wrong.getCause() != null) {
            return String.valueOf(wrong.getCause().getMessage());
        }
        if (wrong instanceof InvalidTypeIdException) {
            return "field 'type' must be 'policy', 'operation' or 'event'";
        }
        Matcher missing = MISSING.matcher(String.valueOf(wrong.getOriginalMessage()));
        if (missing.lookingAt()) {
            return "field '" + missing.group(1) + "' is missing";
        }
        if (!(wrong instanceof DatabindException) || wrong.getPath().isEmpty()) {
            return "it is not a JSON object: " + wrong.getOriginalMessage();
        }
        return "field '" + wrong.getPath().get(0).getPropertyName() + "' has a wrong type or value";
    }
}
