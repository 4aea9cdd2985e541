/** In-memory storage, a movable clock, fixtures, and the contracts that every store must pass. */
@NullMarked
package dev.tenon.testkit;

import org.jspecify.annotations.NullMarked;
