/** The mail outbox over HTTP. */
@NullMarked
package dev.tenon.rest.notifications;

import org.jspecify.annotations.NullMarked;
