/** Notifications: the mail outbox. */
@NullMarked
package dev.tenon.ports.notifications;

import org.jspecify.annotations.NullMarked;
