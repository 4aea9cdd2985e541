/**
 * People: how they register, prove an address, change and deactivate an account, and are erased.
 *
 * <p>{@link dev.tenon.ports.accounts.Accounts} is the way in; {@link dev.tenon.ports.accounts.Settings} keeps what people choose, and
 * {@link dev.tenon.ports.accounts.PersonalData} gives people all that is held about them, or erases it, table by table. An {@link
 * dev.tenon.ports.accounts.Account} is a person; what they may do is told by the package {@code access}, how they prove who they are by
 * {@code signin}.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.accounts;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
