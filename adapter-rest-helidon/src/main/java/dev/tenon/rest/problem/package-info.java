/** How refusals look over HTTP: RFC 9457 problem details, one for every refusal there is. */
@NullMarked
package dev.tenon.rest.problem;

import org.jspecify.annotations.NullMarked;
