/** What the pages that people use have in common: who is there, cookies, layout, errors. */
@NullMarked
package dev.rollcall.api.page;

import org.jspecify.annotations.NullMarked;
