/** What every store here stands on: connections, failures, lists, columns. */
@NullMarked
package dev.tenon.jdbi.kernel;

import org.jspecify.annotations.NullMarked;
