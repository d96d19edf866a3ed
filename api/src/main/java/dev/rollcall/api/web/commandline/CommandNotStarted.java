package dev.rollcall.api.web.commandline;

/** Thrown if the part of the application that a command needs did not start. The cause was reported already. */
public final class CommandNotStarted extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandNotStarted(Throwable cause) {
        super("Nothing was done.", cause);
    }
}
