/** The outbox of mail. */
@NullMarked
package dev.tenon.jdbi.notifications;

import org.jspecify.annotations.NullMarked;
