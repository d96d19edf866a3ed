/** The pages for auditors. */
@NullMarked
package dev.rollcall.api.pages.audit;

import org.jspecify.annotations.NullMarked;
