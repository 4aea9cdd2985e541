/** What every capability of the core works with: commits, authorization, time. */
@NullMarked
package dev.tenon.core.kernel;

import org.jspecify.annotations.NullMarked;
