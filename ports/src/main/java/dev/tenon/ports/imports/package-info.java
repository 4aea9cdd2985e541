/**
 * Imports: people who come from another product, with their passwords.
 *
 * <p>{@link dev.tenon.ports.imports.Imports} takes them in, batch by batch, and once however often a batch is repeated. Their hashes are
 * verified as they are, and replaced when they sign in.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.imports;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
