/** The way of a request, tried over raw sockets. */
@NullMarked
package dev.tenon.rest.http;

import org.jspecify.annotations.NullMarked;
