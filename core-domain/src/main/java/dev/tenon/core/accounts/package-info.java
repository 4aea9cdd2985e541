/** Accounts of people. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.core.accounts;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
