package dev.tenon.core.webhooks;

import dev.tenon.core.kernel.Authorizer;
import dev.tenon.core.kernel.Memberships;
import dev.tenon.ports.Storage;
import dev.tenon.ports.access.Permission;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.webhooks.Webhook;
import dev.tenon.ports.webhooks.WebhookRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Who sees and keeps which webhooks: the installation's by permission, an organization's also whoever runs it, in person. For
 * others they do not exist.
 */
final class WebhookKeepers {

    private final Storage storage;
    private final Memberships memberships;

    WebhookKeepers(Storage storage) {
        this.storage = storage;
        this.memberships = new Memberships(storage);
    }

    /** Passes whoever may see the webhooks of the installation, or of this organization. */
    void list(Actor actor, @Nullable OrganizationId organization) {
        within(actor, organization, Permission.WEBHOOKS_READ);
    }

    /** Passes whoever may make one for the installation, or for this organization. */
    void create(Actor actor, @Nullable OrganizationId organization) {
        within(actor, organization, Permission.WEBHOOKS_WRITE);
        Memberships.notInAnothersName(actor);
    }

    /**
     * The same for {@link #kept} within the commit, before the webhook is locked: members come before what is theirs everywhere.
     */
    void keptStill(Actor actor, Webhook webhook) {
        OrganizationId organization = webhook.organizationId();
        UserId person = actor.userId();
        if (organization == null || person == null || Authorizer.may(actor, Permission.WEBHOOKS_WRITE)) {
            return;
        }
        if (!memberships.stillManages(person, organization)) {
            throw WebhookRefusal.NOT_FOUND.refusal();
        }
    }

    /** The same within the commit: whoever passes by what they are in the organization stays that until its end. */
    void createStill(Actor actor, @Nullable OrganizationId organization) {
        UserId person = actor.userId();
        if (organization == null || person == null || Authorizer.may(actor, Permission.WEBHOOKS_WRITE)) {
            return;
        }
        if (!memberships.stillManages(person, organization)) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
    }

    /** The webhook, for whoever may see it. */
    Webhook visible(Actor actor, @Nullable Webhook webhook) {
        return known(actor, webhook, Permission.WEBHOOKS_READ);
    }

    /** The same, for whoever may change it. */
    Webhook kept(Actor actor, @Nullable Webhook webhook) {
        Webhook known = known(actor, webhook, Permission.WEBHOOKS_WRITE);
        Memberships.notInAnothersName(actor);
        return known;
    }

    private Webhook known(Actor actor, @Nullable Webhook webhook, Permission permission) {
        Authorizer.signedIn(actor);
        if (webhook != null && memberships.runsInPerson(actor, webhook.organizationId())) {
            return webhook;
        }
        boolean sees =
                Authorizer.may(actor, Permission.WEBHOOKS_READ) || Authorizer.may(actor, Permission.WEBHOOKS_WRITE);
        if (webhook == null || !sees) {
            throw WebhookRefusal.NOT_FOUND.refusal();
        }
        Authorizer.require(actor, permission);
        return webhook;
    }

    private void within(Actor actor, @Nullable OrganizationId organization, Permission permission) {
        if (organization == null) {
            Authorizer.require(actor, permission);
            return;
        }
        Authorizer.signedIn(actor);
        boolean passes = Authorizer.may(actor, permission)
                ? storage.members().organizationExists(organization)
                : memberships.runsInPerson(actor, organization);
        if (!passes) {
            throw OrganizationRefusal.NOT_FOUND.refusal();
        }
    }
}
