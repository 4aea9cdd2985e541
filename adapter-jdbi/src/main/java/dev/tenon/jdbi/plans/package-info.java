/** Plans and their features. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.plans;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
