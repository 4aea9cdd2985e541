/** Driven ports of support: what an adapter provides. */
@NullMarked
package dev.tenon.ports.support.spi;

import org.jspecify.annotations.NullMarked;
