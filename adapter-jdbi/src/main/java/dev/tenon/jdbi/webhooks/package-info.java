/** Webhooks and their queue in PostgreSQL. */
@NullMarked
package dev.tenon.jdbi.webhooks;

import org.jspecify.annotations.NullMarked;
