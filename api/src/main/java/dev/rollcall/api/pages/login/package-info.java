/** The login page. */
@NullMarked
package dev.rollcall.api.pages.login;

import org.jspecify.annotations.NullMarked;
