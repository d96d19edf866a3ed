package dev.rollcall.api.operations.administrators;

import dev.rollcall.api.accounts.PasswordLine;
import dev.rollcall.event.UserId;
import java.io.Console;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a new password: from a terminal twice and without an echo, otherwise from the standard input. */
final class PasswordInput {

    /** Some Java versions otherwise return a console although the input is no terminal. */
    private static final String CONSOLE = "jdk.console";

    private PasswordInput() {}

    static String read(UserId user) throws IOException {
        if (System.getProperty(CONSOLE) == null) {
            System.setProperty(CONSOLE, "java.base");
        }
        Console terminal = System.console();
        return terminal == null ? fromInput() : ask(terminal, user);
    }

    private static String fromInput() throws IOException {
        try {
            return PasswordLine.read(System.in);
        } catch (IOException unreadable) {
            throw new IOException(
                    "Write the password to the standard input, as one line of UTF-8: it cannot be read otherwise.",
                    unreadable);
        }
    }

    private static String ask(Console terminal, UserId user) throws IOException {
        char @Nullable [] first = terminal.readPassword("New password of %s: ", user);
        char @Nullable [] second = terminal.readPassword("The same again: ");
        if (first == null || second == null) {
            throw new IOException("No password was entered.");
        }
        if (!Arrays.equals(first, second)) {
            throw new IOException("The two passwords differ. Nothing was done.");
        }
        return new String(first);
    }
}
