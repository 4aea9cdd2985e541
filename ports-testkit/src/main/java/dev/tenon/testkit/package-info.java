/**
 * For tests without a database: {@link dev.tenon.testkit.InMemoryStorage}, a movable clock, ids that count, fast passwords,
 * a mailbox in memory and fixtures. The packages below hold the contracts that every store must pass.
 */
@NullMarked
package dev.tenon.testkit;

import org.jspecify.annotations.NullMarked;
