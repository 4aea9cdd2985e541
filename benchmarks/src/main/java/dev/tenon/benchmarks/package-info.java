/** Measures Tenon against the floor that it stands on. */
@NullMarked
package dev.tenon.benchmarks;

import org.jspecify.annotations.NullMarked;
