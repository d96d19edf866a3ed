/** What all pages have in common: cookies, errors, messages. */
@NullMarked
package dev.rollcall.api.pages.web;

import org.jspecify.annotations.NullMarked;
