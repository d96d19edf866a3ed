/** The stream of ended sessions for services. */
@NullMarked
package dev.rollcall.api.sessions.endings;

import org.jspecify.annotations.NullMarked;
