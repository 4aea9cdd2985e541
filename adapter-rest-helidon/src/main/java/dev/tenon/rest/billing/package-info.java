/** Subscriptions over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.billing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
