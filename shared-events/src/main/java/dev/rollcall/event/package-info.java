/** What happened to sessions. The class names are stored with the events: a rename is a data migration. */
@NullMarked
package dev.rollcall.event;

import org.jspecify.annotations.NullMarked;
