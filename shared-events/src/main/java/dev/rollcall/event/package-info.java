/** Events about sessions. Their class names are stored, so renaming a class is a data migration. */
@NullMarked
package dev.rollcall.event;

import org.jspecify.annotations.NullMarked;
