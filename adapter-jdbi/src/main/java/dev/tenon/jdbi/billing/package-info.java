/** Subscriptions. */
@NullMarked
package dev.tenon.jdbi.billing;

import org.jspecify.annotations.NullMarked;
