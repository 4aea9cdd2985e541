package dev.tenon.core.organizations;

import dev.tenon.ports.Storage;
import dev.tenon.ports.audit.AuditEntry;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.spi.Change;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberRole;
import org.jspecify.annotations.Nullable;

/**
 * Writes what changes about the members of a locked organization, and records it. What somebody offered and can give no more is taken
 * back.
 */
record MemberChanges(Storage storage) {

    /** Gives a member another role; nothing happens if it is the one there is. */
    Member role(Change change, Member before, MemberRole role) {
        return write(change, before, role, before.notificationsEnabled());
    }

    /** Writes role and notification; nothing happens if both are as they were. */
    Member write(Change change, Member before, MemberRole role, @Nullable Boolean notified) {
        if (before.role() == role && (notified == null || notified.equals(before.notificationsEnabled()))) {
            return before;
        }
        Member wanted = new Member(
                before.organizationId(),
                before.userId(),
                before.userName(),
                before.email(),
                role,
                notified,
                before.joinedAt(),
                before.revision());
        Member after = storage.members().update(wanted).orElseThrow(RequestRefusal.PRECONDITION_FAILED::refusal);
        change.audit(AuditEntry.of("member.updated", Joining.TABLE, before.userId())
                .changed("role", before.role().word(), after.role().word())
                .changed("notificationsEnabled", text(before), text(after))
                .in(before.organizationId()));
        new EndedInvitations(storage.invitations()).lessened(change, before, role);
        return after;
    }

    private static String text(Member member) {
        return String.valueOf(member.notificationsEnabled());
    }
}
