/** Documents, their versions, and the storage that they use. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.documents;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
