/** Roles, permissions, and who holds which. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.access;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
