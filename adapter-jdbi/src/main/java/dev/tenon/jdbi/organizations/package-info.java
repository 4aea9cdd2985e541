/** Organizations and their members. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.organizations;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
