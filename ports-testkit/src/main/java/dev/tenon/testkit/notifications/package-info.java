/** The contracts for what stores the outbox. */
@NullMarked
package dev.tenon.testkit.notifications;

import org.jspecify.annotations.NullMarked;
