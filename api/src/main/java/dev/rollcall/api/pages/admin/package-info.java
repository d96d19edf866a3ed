/** The pages for administrators. */
@NullMarked
package dev.rollcall.api.pages.admin;

import org.jspecify.annotations.NullMarked;
