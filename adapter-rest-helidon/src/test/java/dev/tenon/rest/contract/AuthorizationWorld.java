package dev.tenon.rest.contract;

import dev.tenon.ports.access.NewRole;
import dev.tenon.ports.access.Role;
import dev.tenon.ports.apikeys.KeyScopes;
import dev.tenon.ports.apikeys.KeyScopes.Preset;
import dev.tenon.ports.apikeys.NewApiKey;
import dev.tenon.ports.billing.NewSubscription;
import dev.tenon.ports.billing.SubscriptionFilter;
import dev.tenon.ports.billing.Subscriptions;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagRules;
import dev.tenon.ports.flags.NewFlagSegment;
import dev.tenon.ports.invoices.NewCreditNote;
import dev.tenon.ports.invoices.NewInvoice;
import dev.tenon.ports.invoices.NewInvoiceLine;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.InvoiceId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.kernel.SubscriptionId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.kernel.WebhookId;
import dev.tenon.ports.kernel.spi.Ids;
import dev.tenon.ports.notifications.NewNotification;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.NewInvitation;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.webhooks.NewWebhook;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.SequentialIds;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Somebody with one of everything that a path can name, and everybody who might ask for it. */
final class AuthorizationWorld {

    private static final Actor SYSTEM = Actor.system("test");

    /** Ids of another moment than those that the installation gives: nothing is ever named so. */
    private static final Ids UNKNOWN = new SequentialIds(MovableClock.START.minusSeconds(1));

    /** Who asks, in the order of the table's columns. */
    enum Caller {
        /** Nobody is signed in. */
        ANONYMOUS,
        /** Has an account, and nothing to do with the owner. */
        STRANGER,
        /** Owns another organization. */
        OTHER_TENANT,
        /** Belongs to the owner's organization. */
        MEMBER,
        /** Runs the owner's organization. */
        ADMIN,
        /** Owns the organization and everything that the paths name. */
        OWNER,
        /** Runs the installation: holds the role admin. */
        ADMINISTRATOR
    }

    private final Installation installation;
    private final Person owner;
    private final OrganizationId organization;
    private String attached = "";

    AuthorizationWorld(Installation installation) {
        this.installation = installation;
        this.owner = person("owner", Set.of());
        this.organization = installation.organizations().found(id(owner));
    }

    /** The owner's thing that stands for the first parameter of a path; empty where the document's example does as well. */
    private String thing(String path) {
        String[] segments = path.split("/");
        return switch (segments[2]) {
            case "users" -> owner.id();
            case "sessions" -> installation.signInAgain(owner).sessionId();
            case "roles" -> role();
            case "permissions" -> permission();
            case "api-keys" -> key();
            case "organizations" -> organization.toString();
            case "invitations" -> invitationOfOwner();
            case "feature-flags" -> flag();
            case "feature-flag-segments" -> segment();
            case "webhooks" -> webhook();
            case "payments" -> payment();
            case "payment-methods" -> card();
            case "documents" -> document();
            case "uploads" -> upload();
            case "trash" -> trashed();
            case "support-tickets" -> ticket();
            case "notifications" -> notification();
            case "subscriptions" -> subscription();
            case "invoices" ->
                path.endsWith("/payments") || path.endsWith("/refunds")
                        ? toPay(path.endsWith("/refunds"))
                        : invoice(path.endsWith("/finalize"));
            case "me" -> segments[3].equals("settings") ? setting() : "";
            default -> "";
        };
    }

    /** One of the owner's organization, in the place of the one before. */
    private String subscription() {
        Subscriptions subscriptions = installation.tenon().subscriptions();
        subscriptions.list(SYSTEM, SubscriptionFilter.of(organization), PageRequest.first(1)).items().stream()
                .filter(before -> before.status().isLive())
                .forEach(before -> subscriptions.cancel(SYSTEM, before.id(), Expected.any()));
        Plan standard = installation.tenon().plans().list(SYSTEM).get(1);
        return subscriptions
                .start(SYSTEM, NewSubscription.to(standard.id()).of(organization))
                .id()
                .toString();
    }

    private String flag() {
        FlagDefinition flag = FlagDefinition.of("flag-" + Fixtures.anId(), FlagRules.on());
        return installation.tenon().featureFlags().create(SYSTEM, flag).name();
    }

    private String segment() {
        NewFlagSegment segment = new NewFlagSegment("segment-" + Fixtures.anId(), null, List.of());
        return installation.tenon().flagSegments().create(SYSTEM, segment).name();
    }

    private String role() {
        NewRole clerk = NewRole.of("clerk-" + Fixtures.anId(), "documents:read").in(organization);
        return installation.tenon().roles().create(SYSTEM, clerk).id().toString();
    }

    private String permission() {
        return administrator()
                .post("/v1/permissions")
                .json(Map.of("permissionName", "tenders:approve-" + Fixtures.anId()))
                .expect(201)
                .at("/id");
    }

    private String key() {
        Actor inPerson = Actor.person(id(owner), null, Set.of(), RequestOrigin.inProcess());
        NewApiKey wanted = new NewApiKey(organization, "a key", KeyScopes.of(Preset.READ), null);
        return installation
                .tenon()
                .apiKeys()
                .create(inPerson, wanted, null)
                .key()
                .id()
                .toString();
    }

    /** An invitation into the owner's organization. */
    private String invitation() {
        return invited(organization, "invited-" + Fixtures.anId() + "@example.org");
    }

    /** An invitation that the owner can accept. */
    private String invitationOfOwner() {
        Person inviter = person("inviter", Set.of());
        OrganizationId other = installation.organizations().found(id(inviter));
        return invited(
                other,
                installation.tenon().accounts().get(SYSTEM, id(owner)).email().value());
    }

    private String invited(OrganizationId into, String email) {
        return installation
                .tenon()
                .invitations()
                .invite(SYSTEM, into, new NewInvitation(email, MemberRole.MEMBER))
                .id()
                .toString();
    }

    /** An invoice of the owner's, paid or with a card to pay it. */
    private String toPay(boolean isPaid) {
        card();
        String invoice = installation.invoiceOf(owner, 2900).id().toString();
        if (isPaid) {
            owner.http()
                    .post("/v1/invoices/" + invoice + "/payments")
                    .json(Map.of())
                    .expect(201);
        }
        return invoice;
    }

    private String payment() {
        card();
        String invoice = installation.invoiceOf(owner, 2900).id().toString();
        return owner.http()
                .post("/v1/invoices/" + invoice + "/payments")
                .json(Map.of())
                .expect(201)
                .at("/id");
    }

    private String card() {
        List<String> cards = owner.http().get("/v1/payment-methods").expect(200).items("id");
        return cards.size() > 5
                ? cards.get(0)
                : owner.http()
                        .post("/v1/payment-methods")
                        .json(Map.of("gateway", "sandbox", "token", "card-succeeds"))
                        .expect(201)
                        .at("/id");
    }

    private String webhook() {
        NewWebhook wanted = new NewWebhook(organization, "https://hooks.example.org/", null, Set.of());
        return installation
                .tenon()
                .webhooks()
                .create(SYSTEM, wanted)
                .webhook()
                .id()
                .toString();
    }

    /** Something that this webhook was to be told. */
    private String event(String webhook) {
        WebhookId id = WebhookId.parse(webhook).orElseThrow();
        return installation.tenon().webhooks().test(SYSTEM, id).eventId().toString();
    }

    private String upload() {
        String location = owner.http()
                .post("/v1/uploads")
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "5")
                .header("Upload-Metadata", "filename YS50eHQ=")
                .expect(201)
                .header("Location")
                .orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** A ticket with a document. */
    private String ticket() {
        attached = document();
        return owner.http()
                .post("/v1/support-tickets")
                .json(Map.of("subject", "Help", "attachments", List.of(attached)))
                .expect(201)
                .at("/id");
    }

    private String trashed() {
        String id = document();
        owner.http().delete("/v1/documents/" + id).expect(204);
        return id;
    }

    private String document() {
        return owner.http()
                .post("/v1/documents")
                .file("file", "a.txt", "text/plain", "hello".getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .at("/id");
    }

    /** An invoice to the owner: one that is asked for, or a draft, which they do not see yet. */
    private String invoice(boolean draft) {
        SubscriptionId subscription = SubscriptionId.parse(owner.http()
                        .get("/v1/subscriptions")
                        .expect(200)
                        .items("id")
                        .get(0))
                .orElseThrow();
        Money price = new Money(11_900, Currency.getInstance("EUR"));
        InvoiceId id = installation
                .tenon()
                .invoices()
                .draft(SYSTEM, new NewInvoice(subscription, List.of(NewInvoiceLine.of("Setting up", price))))
                .id();
        if (!draft) {
            installation.tenon().invoices().finalizeDraft(SYSTEM, id);
        }
        return id.toString();
    }

    private String creditNote(String invoice) {
        Money little = new Money(100, Currency.getInstance("EUR"));
        return installation
                .tenon()
                .invoices()
                .credit(SYSTEM, InvoiceId.parse(invoice).orElseThrow(), new NewCreditNote(little, null))
                .id()
                .toString();
    }

    private String notification() {
        return installation
                .tenon()
                .notifications()
                .send(SYSTEM, NewNotification.of(id(owner), organization, "Hello"))
                .id()
                .toString();
    }

    /** Somebody who belongs to the owner's organization. */
    private String aMember() {
        Person member = person("colleague", Set.of());
        installation.organizations().join(organization, id(member), MemberRole.MEMBER);
        return member.id();
    }

    private String setting() {
        owner.http().put("/v1/me/settings/theme").json(Map.of("dark", true)).expect(201);
        return "theme";
    }

    /** What the owner's role permits already. */
    private String permissionOfRole() {
        Answer all = administrator().get("/v1/permissions").query("limit", 200).expect(200);
        return all.items("id").get(all.items("permissionName").indexOf("documents:read"));
    }

    /** Asks with the example of the document for the owner's thing, or for one that there is not. */
    Answer ask(Caller caller, ApiOperation operation, String query, boolean forUnknown) {
        String path = operation.path();
        String member = path.startsWith("/v1/organizations/") ? aMember() : "";
        if (path.startsWith("/v1/") && path.contains("{")) {
            String thing = thing(path);
            String first = path.replaceFirst("^[^{]*(\\{[^}]*}).*$", "$1");
            if (!thing.isEmpty()) {
                path = path.replace(first, forUnknown ? UNKNOWN.next().toString() : thing);
            }
            path = path.contains("{eventId}") ? path.replace("{eventId}", event(thing)) : path;
            path = path.contains("{noteId}") ? path.replace("{noteId}", creditNote(thing)) : path;
            path = path.contains("{roleId}") ? path.replace("{roleId}", role()) : path;
            if (path.contains("{invitationId}")) {
                path = path.replace("{invitationId}", invitation());
            }
            if (path.startsWith("/v1/support-tickets/")) {
                path = path.replace("{documentId}", attached);
            }
            if (path.startsWith("/v1/organizations/")) {
                path = path.replace("{userId}", member);
            }
            path = path.contains("{permissionId}") ? path.replace("{permissionId}", permissionOfRole()) : path;
        }
        ApiOperation filled = new ApiOperation(operation.method(), path, operation.node(), operation.parameters());
        ValidatingClient.Call call = http(caller).example(filled);
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] pair = parameter.split("=");
            call.query(pair[0], value(pair[1], forUnknown));
        }
        if (operation.needsRevision()) {
            call.header("If-Match", "*");
        }
        if (operation.id().equals("transferOrganization")) {
            call.json(Map.of("userId", member));
        }
        return call.send();
    }

    private String value(String value, boolean forUnknown) {
        if (!value.startsWith("{")) {
            return value;
        }
        if (forUnknown) {
            return UNKNOWN.next().toString();
        }
        return value.equals("{organization}") ? organization.toString() : owner.id();
    }

    private ValidatingClient http(Caller caller) {
        return switch (caller) {
            case ANONYMOUS -> installation.http();
            case STRANGER -> person("stranger", Set.of()).http();
            case OTHER_TENANT -> {
                Person other = person("other", Set.of());
                installation.organizations().found(id(other));
                yield other.http();
            }
            case MEMBER -> belonging("member", MemberRole.MEMBER);
            case ADMIN -> belonging("admin", MemberRole.ADMIN);
            case OWNER -> owner.http();
            case ADMINISTRATOR -> administrator();
        };
    }

    private ValidatingClient administrator() {
        return person("administrator", Set.of(Role.ADMIN)).http();
    }

    private ValidatingClient belonging(String name, MemberRole role) {
        Person person = person(name, Set.of());
        installation.organizations().join(organization, id(person), role);
        return person.http();
    }

    /** A name that another caller of the same operation does not have, whatever was asked before. */
    private Person person(String name, Set<String> roles) {
        return installation.person(name + "-" + Fixtures.anId() + "@example.org", roles);
    }

    private static UserId id(Person person) {
        return new UserId(UUID.fromString(person.id()));
    }
}
