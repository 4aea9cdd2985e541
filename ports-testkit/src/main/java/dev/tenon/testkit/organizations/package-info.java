/** Contracts of the stores of organizations. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.organizations;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
