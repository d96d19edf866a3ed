/** Checks the settings at the start and explains what is wrong with them. */
@NullMarked
package dev.rollcall.api.web.settings;

import org.jspecify.annotations.NullMarked;
