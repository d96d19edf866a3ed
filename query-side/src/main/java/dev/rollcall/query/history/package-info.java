/** The session history: who was signed in, when, from where, and how each session ended. */
@NullMarked
package dev.rollcall.query.history;

import org.jspecify.annotations.NullMarked;
