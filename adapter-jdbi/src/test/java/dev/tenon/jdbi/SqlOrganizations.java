package dev.tenon.jdbi;

import dev.tenon.ports.billing.SubscriptionStatus;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.DeletionBlocker;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.MovableClock;
import dev.tenon.testkit.OrganizationFixture;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Organizations and members by statements of our own. */
public record SqlOrganizations(DataSource database) implements OrganizationFixture {

    @Override
    public OrganizationId found(UserId owner) {
        OrganizationId organization = new OrganizationId(Fixtures.anId());
        Jdbi.create(database).useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO organizations (id, name, slug, owner_user_id) VALUES (?, 'Team', ?, ?)",
                    organization.value(),
                    "team-" + organization,
                    owner.value());
            join(handle, organization, owner, MemberRole.OWNER);
        });
        return organization;
    }

    @Override
    public void join(OrganizationId organization, UserId member, MemberRole role) {
        Jdbi.create(database).useHandle(handle -> join(handle, organization, member, role));
    }

    private static void join(Handle handle, OrganizationId organization, UserId member, MemberRole role) {
        handle.execute(
                """
                INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (organization_id, user_id) DO UPDATE SET role = excluded.role
                """,
                organization.value(),
                member.value(),
                role.name().toLowerCase(Locale.ROOT),
                MovableClock.START.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void leave(OrganizationId organization, UserId member) {
        Jdbi.create(database)
                .useHandle(handle -> handle.execute(
                        "DELETE FROM organization_members WHERE organization_id = ? AND user_id = ?",
                        organization.value(),
                        member.value()));
    }

    @Override
    public void subscribe(OrganizationId organization, SubscriptionStatus status, @Nullable Integer seats) {
        Jdbi.create(database).useTransaction(handle -> subscribe(handle, organization, status, seats));
    }

    private static UUID subscribe(
            Handle handle, OrganizationId organization, SubscriptionStatus status, @Nullable Integer seats) {
        UUID plan = Fixtures.anId();
        UUID subscription = Fixtures.anId();
        handle.execute(
                "INSERT INTO plans (id, name, price, max_seats) VALUES (?, ?, 10, ?)", plan, "Team " + plan, seats);
        handle.execute("""
                INSERT INTO subscriptions (id, user_id, organization_id, plan_id, start_date, status, price, currency,
                                           billing_interval, billing_anchor, current_period_start)
                SELECT ?, owner_user_id, id, ?, created_at, ?, 10, 'USD', 'month', created_at, created_at
                FROM organizations WHERE id = ?
                """, subscription, plan, status.name().toLowerCase(Locale.ROOT), organization.value());
        return subscription;
    }

    @Override
    public String block(OrganizationId organization, DeletionBlocker.Reason reason) {
        return Jdbi.create(database)
                .inTransaction(handle -> switch (reason) {
                    case LIVE_SUBSCRIPTION -> subscribe(handle, organization, SubscriptionStatus.ACTIVE, null);
                    case UNPAID_INVOICE -> bill(handle, organization);
                    case DOCUMENT -> upload(handle, organization);
                })
                .toString();
    }

    private static UUID bill(Handle handle, OrganizationId organization) {
        UUID invoice = Fixtures.anId();
        UUID subscription = subscribe(handle, organization, SubscriptionStatus.CANCELED, null);
        handle.execute("""
                INSERT INTO billing (id, user_id, organization_id, subscription_id, number, kind, subtotal, amount)
                SELECT ?, user_id, organization_id, id, (SELECT coalesce(max(number), 0) + 1 FROM billing), 'manual', 10, 10
                FROM subscriptions WHERE id = ?
                """, invoice, subscription);
        return invoice;
    }

    private static UUID upload(Handle handle, OrganizationId organization) {
        UUID document = Fixtures.anId();
        handle.execute("""
                INSERT INTO documents (id, user_id, organization_id, file_name, file_path, file_size, media_type, sha256)
                SELECT ?, owner_user_id, id, 'a.txt', ?, 1, 'text/plain', repeat('0', 64)
                FROM organizations WHERE id = ?
                """, document, Fixtures.anId().toString(), organization.value());
        return document;
    }
}
