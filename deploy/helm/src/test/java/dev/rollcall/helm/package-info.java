/** The Helm chart is rendered by Helm itself, and judged by the models of the Kubernetes API. */
@NullMarked
package dev.rollcall.helm;

import org.jspecify.annotations.NullMarked;
