/** Driven ports of documents: what an adapter provides. */
@NullMarked
package dev.tenon.ports.documents.spi;

import org.jspecify.annotations.NullMarked;
