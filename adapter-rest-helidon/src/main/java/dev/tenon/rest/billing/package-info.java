/** Subscriptions over HTTP. */
@NullMarked
package dev.tenon.rest.billing;

import org.jspecify.annotations.NullMarked;
