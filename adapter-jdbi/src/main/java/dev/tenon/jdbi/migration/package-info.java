/** Brings a database's schema up to what this version of Tenon needs. */
@NullMarked
package dev.tenon.jdbi.migration;

import org.jspecify.annotations.NullMarked;
