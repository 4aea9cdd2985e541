/** Driven ports of accounts: what an adapter provides. */
@NullMarked
package dev.tenon.ports.accounts.spi;

import org.jspecify.annotations.NullMarked;
