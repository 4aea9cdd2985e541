/**
 * Plans: what can be bought, and what a person or an organization is entitled to.
 *
 * <p>{@link dev.tenon.ports.plans.Plans} offers them, with the {@link dev.tenon.ports.plans.Features} that they grant; {@link
 * dev.tenon.ports.plans.Entitlements} is the one answer to what somebody has now, with {@link
 * dev.tenon.ports.plans.EntitlementOverrides dated exceptions} counted.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.plans;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
