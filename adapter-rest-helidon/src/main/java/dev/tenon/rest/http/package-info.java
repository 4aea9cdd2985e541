/**
 * The way of a request: matched, limited, authenticated, handed to a route, answered, logged, counted. Helidon is met here
 * and nowhere else.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.http;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
