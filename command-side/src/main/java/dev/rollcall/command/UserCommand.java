package dev.rollcall.command;

import dev.rollcall.event.UserId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** A command for {@link UserSessions}. */
public sealed interface UserCommand
        permits ChangeSecuritySettings, CleanUpSessions, ExpireSessions, LogoutAll, StartSession, TerminateSession {

    @TargetAggregateIdentifier
    UserId userId();
}
