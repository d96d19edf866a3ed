package dev.rollcall.event;

import java.time.Instant;

/**
 * Everything that can happen to a local account. These events have a stream of their own beside the user's sessions. As
 * with {@link SessionEvent}, the stored type is the class name. No event contains a password, a code, an address or a
 * hash of one.
 */
public sealed interface AccountEvent
        permits AccountCreated,
                AccountDisabled,
                AccountEnabled,
                AccountRemoved,
                EmailChanged,
                PasswordChanged,
                PasswordResetLinkMade,
                LoginFailuresExceeded {

    UserId userId();

    /** Returns who caused it. An operator who used a command of the jar, or a setting, is the system. */
    Initiator initiator();

    Instant occurredAt();
}
