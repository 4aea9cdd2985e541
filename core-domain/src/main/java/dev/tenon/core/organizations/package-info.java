/** Organizations and who belongs to them. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.organizations;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
