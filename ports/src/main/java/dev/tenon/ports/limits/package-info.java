/**
 * Rate limits: how often a caller may ask within a minute.
 *
 * <p>Use cases count nothing themselves; whoever answers requests asks {@link dev.tenon.ports.limits.RateLimits} first. All servers of a
 * database count together.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.limits;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
