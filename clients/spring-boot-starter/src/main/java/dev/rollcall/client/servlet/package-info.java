/** Protection of a service with Spring MVC, or any other servlet stack. */
@NullMarked
package dev.rollcall.client.servlet;

import org.jspecify.annotations.NullMarked;
