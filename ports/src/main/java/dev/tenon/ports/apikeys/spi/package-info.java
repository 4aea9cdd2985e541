/** Driven ports of API keys: what an adapter provides. */
@NullMarked
package dev.tenon.ports.apikeys.spi;

import org.jspecify.annotations.NullMarked;
