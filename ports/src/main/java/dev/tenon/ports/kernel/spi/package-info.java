/** What an adapter provides to every capability: transactions, ids, secrets, idempotency. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.kernel.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
