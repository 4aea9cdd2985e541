/**
 * Organizations: teams that share roles, documents, a plan and its bill.
 *
 * <p>{@link dev.tenon.ports.organizations.Organizations} founds and ends them, {@link dev.tenon.ports.organizations.Members} says who
 * belongs to one and as what, {@link dev.tenon.ports.organizations.Invitations} brings people in.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.organizations;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
