/**
 * Feature flags: what is switched on for whom. A flag has a kill switch, and strategies that say for whom it is on; an evaluator answers
 * from memory, and what it answers is what the SDKs of Unleash answer.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.flags;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
