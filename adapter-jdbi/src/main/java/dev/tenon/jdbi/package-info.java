/** Every store, by JDBI on PostgreSQL, and the migrations. */
@NullMarked
package dev.tenon.jdbi;

import org.jspecify.annotations.NullMarked;
