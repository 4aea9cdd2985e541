/** Driven ports of audit: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.audit.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
