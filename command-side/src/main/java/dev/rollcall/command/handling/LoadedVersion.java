package dev.rollcall.command.handling;

import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The version of the aggregate on which a command was decided: the last of the user's events that it took into account.
 */
public final class LoadedVersion {

    private static final String KEY = LoadedVersion.class.getName();

    private LoadedVersion() {}

    static void remember(@Nullable Long version) {
        CurrentUnitOfWork.get().resources().put(KEY, version);
    }

    /** @return the sequence number of the last event; empty if there was none */
    public static Optional<Long> in(UnitOfWork<?> work) {
        return Optional.ofNullable(work.getResource(KEY));
    }
}
