/** Webhooks and their queue in PostgreSQL. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.webhooks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
