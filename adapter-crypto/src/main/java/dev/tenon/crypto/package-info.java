/** Password hashes, token digests, random secrets and time-ordered ids. */
@NullMarked
package dev.tenon.crypto;

import org.jspecify.annotations.NullMarked;
