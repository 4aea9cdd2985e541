/** Roles and permissions. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.access;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
