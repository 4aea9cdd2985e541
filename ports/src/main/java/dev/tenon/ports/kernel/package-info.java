/**
 * What every capability speaks.
 *
 * <p>{@link dev.tenon.ports.kernel.Actor} is who asks; {@link dev.tenon.ports.kernel.Refusal} what Tenon answers to what it will not do,
 * with a {@link dev.tenon.ports.kernel.RefusalCode} from its capability's enum and a {@link dev.tenon.ports.kernel.Kind}; {@link
 * dev.tenon.ports.kernel.Page} a part of a list, {@link dev.tenon.ports.kernel.Expected} the revision that a change expects, {@link
 * dev.tenon.ports.kernel.Money} an amount, {@link dev.tenon.ports.kernel.BackgroundJob} work that becomes due by itself, {@link
 * dev.tenon.ports.kernel.Measure} a number about it. Ids are types of their own, so that none is taken for another.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.kernel;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
