/** Driven ports of notifications: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.notifications.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
