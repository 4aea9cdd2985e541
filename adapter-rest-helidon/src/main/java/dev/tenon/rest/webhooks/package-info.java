/** The routes of webhooks. */
@NullMarked
package dev.tenon.rest.webhooks;

import org.jspecify.annotations.NullMarked;
