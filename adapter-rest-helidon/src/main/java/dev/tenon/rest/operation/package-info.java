/** What those who run the server ask it: health, metrics, the document, problems, the test clock. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.operation;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
