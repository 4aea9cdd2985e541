/** The contracts for what stores documents, quotas and file contents. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.documents;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
