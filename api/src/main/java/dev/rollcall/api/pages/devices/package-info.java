/** The pages of a user: devices, settings and password. */
@NullMarked
package dev.rollcall.api.pages.devices;

import org.jspecify.annotations.NullMarked;
