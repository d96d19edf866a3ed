/** Limits and checks that apply to every request, before its content is interpreted. */
@NullMarked
package dev.rollcall.api.web.input;

import org.jspecify.annotations.NullMarked;
