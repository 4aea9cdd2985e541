/** How refusals look over HTTP: RFC 9457 problem details, one for every refusal there is. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.rest.problem;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
