/** Accounts and the tokens that were mailed to them. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.jdbi.accounts;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
