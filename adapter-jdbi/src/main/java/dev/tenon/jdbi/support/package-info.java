/** Support tickets in PostgreSQL. */
@NullMarked
package dev.tenon.jdbi.support;

import org.jspecify.annotations.NullMarked;
