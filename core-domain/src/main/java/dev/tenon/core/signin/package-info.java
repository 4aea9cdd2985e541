/** Signing in and sessions. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.signin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
