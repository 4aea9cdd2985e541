package dev.tenon.ports.accounts;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held about a person: all of it to read, and all of it to erase. */
public interface PersonalData {

    /**
     * Tells everything that is held about a person, as it was at one instant. One's own, or anybody's with
     * {@code users:export}. Hashes and sealed secrets are not told, only that they are there; contents of files are not
     * among it, but their names, sizes and digests are. The sink is called within a transaction that reads, so it must not
     * wait for a slow reader.
     *
     * <p>Recorded as {@code account.exported}.
     *
     * @throws Refusal {@link AccountRefusal#NOT_FOUND}, also for another's account without the permission, and for an
     *     erased one; {@code impersonation-not-here}
     */
    void export(Actor actor, UserId userId, PersonalDataSink sink);

    /**
     * What has to be settled before the account can be erased; empty if nothing has. One's own, or anybody's with
     * {@code users:erase}.
     *
     * @throws Refusal {@link AccountRefusal#NOT_FOUND}
     */
    List<ErasureBlocker> blockers(Actor actor, UserId userId);

    /**
     * Erases a person, in one commit: what names the person in any table is gone, files are handed to the deletion of
     * blobs, and the account remains as a row without anything personal in it, for invoices and the audit trail to refer to.
     * Final: not even the same address brings it back. One's own, with the password again (or a sign-in of the last minutes
     * where the account has none), or anybody's with {@code users:erase}.
     *
     * <p>Recorded as {@code account.erased}.
     *
     * @param password the caller's own, where it is their own account; {@code null} without one
     * @throws Refusal {@link AccountRefusal#ERASURE_BLOCKED}, with a field error for each blocker;
     *     {@link AccountRefusal#LAST_ADMIN}; {@link AccountRefusal#NOT_FOUND}; {@code password-wrong},
     *     {@code sign-in-too-long-ago}, {@code sign-in-throttled}; {@link AccountRefusal#BEYOND_YOURS};
     *     {@link RequestRefusal#FORBIDDEN}
     */
    void erase(Actor actor, UserId userId, @Nullable String password);

    /** Every table that names people, and what erasing does to it. Anyone may. */
    List<PersonalTable> tables(Actor actor);
}
