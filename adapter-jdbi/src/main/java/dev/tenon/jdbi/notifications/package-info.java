/** Notifications, their stream and what is to be mailed of them; the outbox of mail. */
@NullMarked
package dev.tenon.jdbi.notifications;

import org.jspecify.annotations.NullMarked;
