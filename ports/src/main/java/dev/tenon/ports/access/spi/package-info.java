/** Driven ports of access: what an adapter provides. */
@NullMarked
package dev.tenon.ports.access.spi;

import org.jspecify.annotations.NullMarked;
