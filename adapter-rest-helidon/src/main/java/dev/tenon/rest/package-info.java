/** The HTTP interface, on Helidon SE. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.rest;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
