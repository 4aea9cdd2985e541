/** The contracts for what stores roles. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.access;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
