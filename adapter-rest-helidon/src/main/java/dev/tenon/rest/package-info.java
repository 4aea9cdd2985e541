/** The HTTP interface, on Helidon SE. */
@NullMarked
package dev.tenon.rest;

import org.jspecify.annotations.NullMarked;
