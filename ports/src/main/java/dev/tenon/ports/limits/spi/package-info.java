/** Driven ports of rate limits: what an adapter provides. */
@NullMarked
package dev.tenon.ports.limits.spi;

import org.jspecify.annotations.NullMarked;
