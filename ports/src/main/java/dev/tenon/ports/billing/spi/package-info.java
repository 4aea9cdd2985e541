/** Driven ports of billing: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.billing.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
