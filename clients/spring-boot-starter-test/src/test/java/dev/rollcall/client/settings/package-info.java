/** The beans of the starter under various settings, and beside those of an application. */
@NullMarked
package dev.rollcall.client.settings;

import org.jspecify.annotations.NullMarked;
