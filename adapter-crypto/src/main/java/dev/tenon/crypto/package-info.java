/** Password hashes, token digests, random secrets and time-ordered ids. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.crypto;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
