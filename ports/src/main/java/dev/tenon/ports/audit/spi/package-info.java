/** Driven ports of audit: what an adapter provides. */
@NullMarked
package dev.tenon.ports.audit.spi;

import org.jspecify.annotations.NullMarked;
