/** Driven ports of organizations: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.organizations.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
