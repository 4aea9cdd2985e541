package dev.tenon.rest.documents;

import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.json.Words;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A share as clients see it: with whom, as whoever shared it named them. */
record ShareResponse(
        ShareId id,
        @Nullable UserId userId,
        @Nullable OrganizationId organizationId,
        @Nullable String email,
        String permission,
        @Nullable UserId grantedBy,
        Instant sharedAt,
        @Nullable Instant expiresAt) {

    static ShareResponse from(Share share) {
        Grantee with = share.with();
        return new ShareResponse(
                share.id(),
                with instanceof Grantee.Person person ? person.id() : null,
                with instanceof Grantee.Members members ? members.id() : null,
                with instanceof Grantee.Address address ? address.email().value() : null,
                Words.of(share.right()),
                share.grantedBy(),
                share.sharedAt(),
                share.expiresAt());
    }
}
