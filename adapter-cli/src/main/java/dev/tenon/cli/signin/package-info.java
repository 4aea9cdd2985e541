/** Commands about sessions. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.signin;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
