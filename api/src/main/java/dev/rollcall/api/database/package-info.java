/** Where the data lives: the embedded PostgreSQL, or the one that was given. */
@NullMarked
package dev.rollcall.api.database;

import org.jspecify.annotations.NullMarked;
