/** Driven ports of imports: what an adapter provides. */
@NullMarked
package dev.tenon.ports.imports.spi;

import org.jspecify.annotations.NullMarked;
