/** The first administrator, whom a new installation creates from its settings. */
@NullMarked
package dev.rollcall.api.accounts.bootstrap;

import org.jspecify.annotations.NullMarked;
