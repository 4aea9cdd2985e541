/**
 * For tests without a database: {@link dev.tenon.testkit.InMemoryStorage}, a movable clock, ids that count, fast passwords,
 * a mailbox in memory and fixtures. The packages below hold the contracts that every store must pass.
 */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
