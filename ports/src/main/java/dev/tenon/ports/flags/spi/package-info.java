/** What feature flags need of adapters. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.flags.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
