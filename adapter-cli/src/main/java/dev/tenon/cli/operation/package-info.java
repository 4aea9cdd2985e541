/** Commands that run and examine Tenon itself. */
@NullMarked
package dev.tenon.cli.operation;

import org.jspecify.annotations.NullMarked;
