/** The routes of webhooks. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.webhooks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
