package dev.tenon.core.documents;

import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.spi.DocumentStore;
import dev.tenon.ports.documents.spi.DocumentStore.Access;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.kernel.SubjectId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationRefusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who may do what with which document: what somebody may not read does not exist, what they may only read is forbidden to change. */
record Reach(DocumentStore documents, Memberships memberships) {

    Access toRead(DocumentId id, UserId person, Instant now) {
        return documents.find(id, person, now).orElseThrow(DocumentRefusal.NOT_FOUND::refusal);
    }

    /** All of them, in this order, or none. */
    List<Document> toRead(Set<DocumentId> ids, UserId person, Instant now) {
        Map<DocumentId, Document> found = documents.find(ids, person, now).stream()
                .map(Access::document)
                .collect(Collectors.toMap(Document::id, Function.identity()));
        return ids.stream()
                .map(id -> Optional.ofNullable(found.get(id)).orElseThrow(DocumentRefusal.NOT_FOUND::refusal))
                .toList();
    }

    Access toChange(DocumentId id, UserId person, DocumentRight needed, Instant now) {
        return require(toRead(id, person, now), needed);
    }

    Access locked(DocumentId id, UserId person, DocumentRight needed, Instant now) {
        return require(documents.lock(id, person, now).orElseThrow(DocumentRefusal.NOT_FOUND::refusal), needed);
    }

    Access lockedInTrash(DocumentId id, UserId person) {
        return require(
                documents.lockTrashed(id, person).orElseThrow(DocumentRefusal.NOT_FOUND::refusal), DocumentRight.OWN);
    }

    private static Access require(Access access, DocumentRight needed) {
        if (!access.right().includes(needed)) {
            throw RequestRefusal.FORBIDDEN.because(
                    needed == DocumentRight.OWN
                            ? "Only who owns the document does this."
                            : "The document is shared with you for reading.");
        }
        return access;
    }

    /** Whose documents are meant: the person's, or those of an organization that the person belongs to. */
    SubjectId home(Actor actor, UserId person, @Nullable OrganizationId organization) {
        if (organization == null) {
            return person;
        }
        role(actor, organization);
        return organization;
    }

    /** As what the caller belongs to an organization; to others there is none. */
    MemberRole role(Actor actor, OrganizationId organization) {
        return memberships.roleOf(actor, organization).orElseThrow(OrganizationRefusal.NOT_FOUND::refusal);
    }

    boolean belongs(Actor actor, OrganizationId organization) {
        return memberships.roleOf(actor, organization).isPresent();
    }

    /** Whether somebody has a document because of what they are where it is, and not by a share. */
    boolean isAtHome(Actor actor, Access access) {
        OrganizationId home = access.document().organizationId();
        return access.right() == DocumentRight.OWN || (home != null && belongs(actor, home));
    }

    /** The same, and stays so until the commit. */
    MemberRole roleStill(UserId person, OrganizationId organization) {
        return memberships.roleStill(person, organization);
    }
}
