package dev.rollcall.transparency.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The lines of an export, without their newlines, byte for byte. */
final class ExportLines {

    /** No event is as large. */
    private static final int LONGEST = 1 << 26;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int end;
    private boolean endsInALine;

    ExportLines(InputStream in) {
        this.in = in;
    }

    /** The next line; null if there is none. */
    byte @Nullable [] next() throws IOException, WrongExport {
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
                throw new WrongExport("a line has more than " + LONGEST + " bytes: that is no event");
            }
        }
        endsInALine = line.size() > 0;
        return null;
    }

    /** Whether something came after the last newline: the export was cut off there. */
    boolean endsInALine() {
        return endsInALine;
    }

    private boolean fill() throws IOException {
        if (next >= end) {
            next = 0;
            end = in.read(buffer);
        }
        return end > 0;
    }
}
