/**
 * Notifications: what people are told, listed, streamed and mailed; and the outbox of mails.
 *
 * <p>{@link dev.tenon.ports.notifications.Notifications} sends, lists and follows them; {@link dev.tenon.ports.notifications.Emails} looks
 * after mails, which are queued in the commit that causes them, and written and sent by background jobs.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.notifications;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
