/** Notifications, their live stream and their mails; the mail outbox, and the workers that send. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.notifications;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
