/** The contracts for what stores accounts and one-time tokens. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.testkit.accounts;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
