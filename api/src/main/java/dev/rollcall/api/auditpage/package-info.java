/** The pages on which auditors look at what happened. */
@NullMarked
package dev.rollcall.api.auditpage;

import org.jspecify.annotations.NullMarked;
