package dev.rollcall.client.endings;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events (HTML Living Standard, section 9.2.6), with a bound on what a line and an event may have. */
final class EventParser {

    private static final int LONGEST_LINE = 16 * 1024;

    private final Listener listener;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterCarriageReturn;
    private String name = "";
    private @Nullable String id;
    private @Nullable String data;

    /** Gets what was read. It throws {@link Rubbish} if it makes no sense. */
    interface Listener {

        void event(String name, String data, @Nullable String id);

        void retryAfter(long millis);
    }

    /** What arrived is not a stream of ended sessions. */
    static final class Rubbish extends RuntimeException {

        private static final long serialVersionUID = 1;

        Rubbish(String message) {
            super(message);
        }
    }

    EventParser(Listener listener) {
        this.listener = listener;
    }

    /** @throws Rubbish if the bytes cannot belong to the stream, which must be closed then */
    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            boolean secondOfTwo = next == '\n' && afterCarriageReturn;
            afterCarriageReturn = next == '\r';
            if (next == '\r' || next == '\n') {
                if (!secondOfTwo) {
                    endLine();
                }
            } else {
                if (line.size() == LONGEST_LINE) {
                    throw new Rubbish("A line has more than " + LONGEST_LINE + " bytes");
                }
                line.write(next);
            }
        }
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            endEvent();
            return;
        }
        int colon = text.indexOf(':');
        String field = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        field(field, value.startsWith(" ") ? value.substring(1) : value);
    }

    private void field(String field, String value) {
        switch (field) {
            case "event" -> name = value;
            case "id" -> id = value;
            case "data" -> addData(value);
            case "retry" -> {
                if (value.matches("\\d{1,9}")) {
                    listener.retryAfter(Long.parseLong(value));
                }
            }
            default -> {
                // A comment, or a field that the standard does not have.
            }
        }
    }

    private void addData(String value) {
        data = data == null ? value : data + "\n" + value;
        if (data.length() > LONGEST_LINE) {
            throw new Rubbish("An event has more than " + LONGEST_LINE + " characters");
        }
    }

    private void endEvent() {
        String complete = data;
        String event = name;
        data = null;
        name = "";
        if (complete != null) {
            listener.event(event, complete, id);
        }
    }
}
