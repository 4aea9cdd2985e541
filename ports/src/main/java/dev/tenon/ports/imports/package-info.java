/** Imports: people who come from another product, with their passwords. */
@NullMarked
package dev.tenon.ports.imports;

import org.jspecify.annotations.NullMarked;
