/** The commands, on picocli. */
@NullMarked
package dev.tenon.cli;

import org.jspecify.annotations.NullMarked;
