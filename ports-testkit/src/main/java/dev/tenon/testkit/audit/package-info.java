/** The contracts for what stores the audit trail. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.audit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
