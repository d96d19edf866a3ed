package dev.rollcall.transparency.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the lines of an export byte for byte, without their newlines. */
final class ExportLines {

    /** The maximum length of a line in bytes. No event is that long. */
    private static final int LONGEST = 1 << 26;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private boolean isCutOff;

    ExportLines(InputStream in) {
        this.in = in;
    }

    /** Returns the next line; null if there is none. */
    byte @Nullable [] next() throws IOException, VerificationFailure {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
        while (fill()) {
            int newline = next;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            line.write(buffer, next, newline - next);
            boolean isWhole = newline < end;
            next = newline + 1;
            if (isWhole) {
                return line.toByteArray();
            }
            if (line.size() > LONGEST) {
                throw new VerificationFailure("a line has more than " + LONGEST + " bytes, so it is not an event");
            }
        }
        isCutOff = line.size() > 0;
        return null;
    }

    /** Returns whether the export was cut off: bytes follow the last newline. */
    boolean isCutOff() {
        return isCutOff;
    }

    private boolean fill() throws IOException {
        if (next >= end) {
            next = 0;
            end = in.read(buffer);
        }
        return end > 0;
    }
}
