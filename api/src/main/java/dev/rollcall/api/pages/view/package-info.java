/** What templates ask for: the kind of a device, and where it is, in words. */
@NullMarked
package dev.rollcall.api.pages.view;

import org.jspecify.annotations.NullMarked;
