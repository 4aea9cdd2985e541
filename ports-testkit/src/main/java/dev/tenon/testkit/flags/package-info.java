/** What every store of feature flags does. */
@NullMarked
package dev.tenon.testkit.flags;

import org.jspecify.annotations.NullMarked;
