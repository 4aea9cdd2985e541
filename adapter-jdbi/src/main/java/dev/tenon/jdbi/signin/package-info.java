/** Sessions, and the counters that slow down guessing. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.signin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
