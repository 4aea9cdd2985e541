/** Keeps the contents of documents as files. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.blob.fs;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
