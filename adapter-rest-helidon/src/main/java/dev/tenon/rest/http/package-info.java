/**
 * The way of a request: matched, limited, authenticated, handed to a route, answered, logged, counted. Helidon is met here
 * and nowhere else.
 */
@NullMarked
package dev.tenon.rest.http;

import org.jspecify.annotations.NullMarked;
