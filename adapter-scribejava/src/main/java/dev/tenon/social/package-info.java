/** Providers of accounts elsewhere, through ScribeJava: the OAuth dance, and every check that it leaves to its caller. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.social;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
