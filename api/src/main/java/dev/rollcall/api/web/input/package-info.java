/** What a request may look like, before anybody looks at what it says. */
@NullMarked
package dev.rollcall.api.web.input;

import org.jspecify.annotations.NullMarked;
