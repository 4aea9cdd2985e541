/** Driven ports of notifications: what an adapter provides. */
@NullMarked
package dev.tenon.ports.notifications.spi;

import org.jspecify.annotations.NullMarked;
