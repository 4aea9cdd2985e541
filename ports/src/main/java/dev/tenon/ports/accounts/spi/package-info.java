/** Driven ports of accounts: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.accounts.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
