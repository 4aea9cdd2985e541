package dev.tenon.rest.documents;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;
import static dev.tenon.rest.http.Route.put;

import dev.tenon.ports.documents.DocumentRight;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.documents.NewShare;
import dev.tenon.ports.documents.Share;
import dev.tenon.ports.documents.Shares;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.ShareId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** With whom documents are shared. */
final class ShareRoutes {

    private static final Set<DocumentRight> GRANTED = EnumSet.of(DocumentRight.READ, DocumentRight.WRITE);
    private static final String[] READ_ONLY = {"id", "grantedBy", "sharedAt"};

    private final Shares shares;

    ShareRoutes(Shares shares) {
        this.shares = shares;
    }

    void routing(RouteTable routes) {
        routes.add(get("/v1/shared-documents", SIGNED_IN, this::withMe).query("limit", "cursor"));
        routes.add(get("/v1/documents/{id}/shares", SIGNED_IN, this::list).query("limit", "cursor"));
        routes.add(post("/v1/documents/{id}/shares", SIGNED_IN, this::create));
        routes.add(put("/v1/documents/{id}/shares/{userId}", SIGNED_IN, this::share)
                .taking(Takes.JSON)
                .answering(Answer.JSON));
        routes.add(delete("/v1/documents/{id}/shares/{userId}", SIGNED_IN, this::revoke));
    }

    private Answer withMe(Call call) {
        return call.page(page -> shares.withMe(call.actor(), page), SharedDocumentResponse::from);
    }

    private Answer list(Call call) {
        return call.page(page -> shares.list(call.actor(), DocumentRoutes.id(call), page), ShareResponse::from);
    }

    private Answer create(Call call) {
        Fields fields = call.fields();
        NewShare wanted = wanted(fields, grantee(fields));
        return call.once(
                Share.class,
                actor -> shares.share(actor, DocumentRoutes.id(call), wanted),
                share -> Answer.json(201, ShareResponse.from(share))
                        .with(
                                "Location",
                                call.location("/v1/documents/" + share.documentId() + "/shares/" + share.id())));
    }

    private Answer share(Call call) {
        UserId person = Ids.parse(call.path("userId"), UserId::parse, UserId::new);
        NewShare wanted = wanted(call.fields(), new Grantee.Person(person));
        return Answer.json(200, ShareResponse.from(shares.share(call.actor(), DocumentRoutes.id(call), wanted)));
    }

    private Answer revoke(Call call) {
        shares.revoke(
                call.actor(),
                DocumentRoutes.id(call),
                Ids.parse(call.path("userId"), ShareId::parse, ShareId::new).value());
        return Answer.empty(204);
    }

    private static NewShare wanted(Fields fields, @Nullable Grantee with) {
        DocumentRight right = fields.word("permission", GRANTED);
        if (right == null) {
            fields.error("permission", "missing", "Say whether they may `read` or also `write`.");
        }
        var end = fields.nullableInstant("expiresAt");
        fields.close(READ_ONLY);
        return new NewShare(
                with == null ? new Grantee.Person(Ids.parse("", UserId::parse, UserId::new)) : with,
                right == null ? DocumentRight.READ : right,
                end);
    }

    /** With whom: one of the three ways to name them. */
    private static @Nullable Grantee grantee(Fields fields) {
        UserId person = fields.nullableId("userId", UserId::parse);
        OrganizationId organization = fields.nullableId("organizationId", OrganizationId::parse);
        String email = fields.nullableText("email");
        int named = (person == null ? 0 : 1) + (organization == null ? 0 : 1) + (email == null ? 0 : 1);
        if (named != 1) {
            fields.error("userId", "missing", "Give one of `userId`, `email` and `organizationId`.");
        }
        if (person != null) {
            return new Grantee.Person(person);
        }
        if (organization != null) {
            return new Grantee.Members(organization);
        }
        return email == null ? null : new Grantee.Address(EmailAddress.require(email, "/email"));
    }
}
