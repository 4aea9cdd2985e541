/** Commands about the audit trail. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.audit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
