/** Feature flags in PostgreSQL. */
@NullMarked
package dev.tenon.jdbi.flags;

import org.jspecify.annotations.NullMarked;
