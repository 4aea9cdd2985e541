/** Commands about roles. */
@NullMarked
package dev.tenon.cli.access;

import org.jspecify.annotations.NullMarked;
