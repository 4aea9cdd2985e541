/** Imports, and many accounts at once. */
@NullMarked
package dev.tenon.jdbi.imports;

import org.jspecify.annotations.NullMarked;
