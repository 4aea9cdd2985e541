/** Commands about feature flags. */
@NullMarked
package dev.tenon.cli.flags;

import org.jspecify.annotations.NullMarked;
