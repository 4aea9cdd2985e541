/** Documents and storage quotas. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.documents;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
