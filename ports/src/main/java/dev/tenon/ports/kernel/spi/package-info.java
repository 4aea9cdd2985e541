/** What an adapter provides to every capability: transactions, ids, secrets, idempotency. */
@NullMarked
package dev.tenon.ports.kernel.spi;

import org.jspecify.annotations.NullMarked;
