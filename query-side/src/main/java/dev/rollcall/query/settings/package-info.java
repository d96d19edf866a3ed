/** The read model of the security settings of each user; processed together with {@code live-sessions}. */
@NullMarked
package dev.rollcall.query.settings;

import org.jspecify.annotations.NullMarked;
