/** Feature flags: how they are kept, and how they are evaluated. */
@NullMarked
package dev.tenon.core.flags;

import org.jspecify.annotations.NullMarked;
