/** How sessions ended, in the order in which services are told. */
@NullMarked
package dev.rollcall.query.endings;

import org.jspecify.annotations.NullMarked;
