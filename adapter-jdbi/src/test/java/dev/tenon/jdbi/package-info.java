/** The stores on a real PostgreSQL: the contracts, the races, the plans and what it all costs. */
@NullMarked
package dev.tenon.jdbi;

import org.jspecify.annotations.NullMarked;
