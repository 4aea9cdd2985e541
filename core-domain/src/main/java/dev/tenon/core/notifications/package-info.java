/** Notifications, their live stream and their mails; the mail outbox, and the workers that send. */
@NullMarked
package dev.tenon.core.notifications;

import org.jspecify.annotations.NullMarked;
