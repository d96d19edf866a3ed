/** Changes of the tables: at the start of a node, or by a command beforehand. */
@NullMarked
package dev.rollcall.eventstore.migrations;

import org.jspecify.annotations.NullMarked;
