/** Commands about documents. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.documents;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
