/**
 * Access: the permission catalogue, roles of the installation and of organizations, who holds them, and whether somebody may.
 *
 * <p>{@link dev.tenon.ports.access.Permissions} has the catalogue, to which an application adds its own, and answers checks; {@link
 * dev.tenon.ports.access.Roles} bundles permissions and gives them to people.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.access;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
