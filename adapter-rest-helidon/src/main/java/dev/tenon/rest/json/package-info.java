/** JSON, read strictly and written from records. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.json;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
