/**
 * The PostgreSQL that Tenon brings along: unpacked, created, started, joined and stopped in the data directory.
 *
 * <p>{@link dev.tenon.app.postgres.LocalPostgres} is the door; {@link dev.tenon.app.postgres.PostgresUnavailable} is
 * what it throws where a real database cannot be had.
 */
@NullMarked
package dev.tenon.app.postgres;

import org.jspecify.annotations.NullMarked;
