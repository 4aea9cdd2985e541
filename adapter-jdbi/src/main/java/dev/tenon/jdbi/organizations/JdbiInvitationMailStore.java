package dev.tenon.jdbi.organizations;

import dev.tenon.jdbi.kernel.Columns;
import dev.tenon.jdbi.kernel.Handles;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.spi.InvitationMailStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Table {@code invitation_mails}. */
final class JdbiInvitationMailStore implements InvitationMailStore {

    private final Handles handles;

    JdbiInvitationMailStore(Handles handles) {
        this.handles = handles;
    }

    @Override
    public void hold(String address) {
        handles.<Boolean>write(handle -> handle.createQuery(
                        "SELECT TRUE FROM pg_advisory_xact_lock(hashtextextended('invitation_mails ' || :address, 0))")
                .bind("address", address)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Optional<Instant> sentAt(Sent which, int lastBut, Instant since) {
        String address = which.address();
        OrganizationId organization = which.organization();
        UserId inviter = which.inviter();
        String sql = "SELECT min(sent_at) AS sent_at FROM (SELECT sent_at FROM invitation_mails WHERE sent_at > :since"
                + (address == null ? "" : " AND address_digest = :address")
                + (organization == null ? "" : " AND organization_id = :organization")
                + (inviter == null ? "" : " AND invited_by = :inviter")
                + " ORDER BY sent_at DESC LIMIT :lastBut) newest HAVING count(*) = :lastBut";
        return handles.read(handle -> {
            var query = handle.createQuery(sql).bind("since", since).bind("lastBut", lastBut);
            if (address != null) {
                query.bind("address", address);
            }
            if (organization != null) {
                query.bind("organization", organization.value());
            }
            if (inviter != null) {
                query.bind("inviter", inviter.value());
            }
            return query.map((row, context) -> Columns.instant(row, "sent_at")).findOne();
        });
    }

    @Override
    public void insert(String address, OrganizationId organization, @Nullable UserId inviter, Instant sentAt) {
        handles.<Integer>write(handle -> handle.createUpdate("""
                        INSERT INTO invitation_mails (address_digest, organization_id, invited_by, sent_at)
                        VALUES (:address, :organization, :inviter, :sentAt)
                        """)
                .bind("address", address)
                .bind("organization", organization.value())
                .bind("inviter", inviter == null ? null : inviter.value())
                .bind("sentAt", sentAt)
                .execute());
    }

    @Override
    public int deleteBefore(Instant before, int limit) {
        return handles.write(handle -> handle.createUpdate("""
                        DELETE FROM invitation_mails WHERE id = ANY (ARRAY(
                            SELECT id FROM invitation_mails
                            WHERE sent_at < :before
                            ORDER BY sent_at
                            LIMIT :limit
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("before", before)
                .bind("limit", limit)
                .execute());
    }
}
