package dev.rollcall.api.web.commandline;

/** A command's part of the application did not start; why, it has said already. */
public final class CommandNotStarted extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandNotStarted(Throwable cause) {
        super("Nothing was done.", cause);
    }
}
