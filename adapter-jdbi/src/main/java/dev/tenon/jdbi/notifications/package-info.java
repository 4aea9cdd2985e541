/** Notifications, their stream and what is to be mailed of them; the outbox of mail. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.notifications;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
