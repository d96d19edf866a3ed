/** Where the data lives: the embedded PostgreSQL, or the one that was given; and what it tells its nodes. */
@NullMarked
package dev.rollcall.api.database;

import org.jspecify.annotations.NullMarked;
