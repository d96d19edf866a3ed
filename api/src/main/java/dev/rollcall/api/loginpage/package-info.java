/** The page on which people sign in. */
@NullMarked
package dev.rollcall.api.loginpage;

import org.jspecify.annotations.NullMarked;
