/** How stores reach the database. */
@NullMarked
package dev.tenon.jdbi.kernel;

import org.jspecify.annotations.NullMarked;
