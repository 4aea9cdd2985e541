/** Driven ports of payments: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.payments.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
