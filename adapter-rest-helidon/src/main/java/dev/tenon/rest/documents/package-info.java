/** Files over HTTP: uploads and downloads as streams. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.documents;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
