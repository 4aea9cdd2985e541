/** Registration, the caller's own account, and everybody's, over HTTP. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.accounts;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
