/** The contracts for what stores support, quotas and file contents. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.support;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
