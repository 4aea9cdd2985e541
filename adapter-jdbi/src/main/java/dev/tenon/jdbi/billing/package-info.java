/** Subscriptions. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.billing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
