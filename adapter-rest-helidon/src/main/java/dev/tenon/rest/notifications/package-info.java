/** The mail outbox over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.notifications;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
