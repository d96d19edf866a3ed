/** Every session that ever was: who was signed in when, from where, and how it ended. */
@NullMarked
package dev.rollcall.query.history;

import org.jspecify.annotations.NullMarked;
