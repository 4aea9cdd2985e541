/** Importing people from the files of other products. */
@NullMarked
package dev.tenon.cli.imports;

import org.jspecify.annotations.NullMarked;
