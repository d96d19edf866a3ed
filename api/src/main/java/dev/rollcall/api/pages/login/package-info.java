/** The page to log in. */
@NullMarked
package dev.rollcall.api.pages.login;

import org.jspecify.annotations.NullMarked;
