/** What holds the server and its OpenAPI document together: a linter, and a client that validates every answer. */
@NullMarked
package dev.tenon.rest.contract;

import org.jspecify.annotations.NullMarked;
