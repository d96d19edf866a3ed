/** What a service sees of a session: who is calling, and why a session has ended. */
@NullMarked
package dev.rollcall.client;

import org.jspecify.annotations.NullMarked;
