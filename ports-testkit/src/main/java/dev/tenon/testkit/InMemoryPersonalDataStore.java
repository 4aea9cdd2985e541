package dev.tenon.testkit;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.ErasureBlocker.Reason;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.accounts.spi.PersonalDataStore;
import dev.tenon.ports.documents.Document;
import dev.tenon.ports.documents.Grantee;
import dev.tenon.ports.kernel.DocumentId;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.TicketId;
import dev.tenon.ports.kernel.UploadId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.signin.spi.PasskeyStore.StoredPasskey;
import dev.tenon.ports.signin.spi.SocialStateStore.LinkTo;
import dev.tenon.ports.signin.spi.SocialStateStore.SocialState;
import dev.tenon.ports.support.TicketPatch;
import dev.tenon.testkit.Tables.AccountRow;
import dev.tenon.testkit.Tables.EmailRow;
import dev.tenon.testkit.Tables.InvitationRow;
import dev.tenon.testkit.Tables.LinkRow;
import dev.tenon.testkit.Tables.Membership;
import dev.tenon.testkit.Tables.NotificationRow;
import dev.tenon.testkit.Tables.ShareRow;
import dev.tenon.testkit.Tables.VersionKey;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Knows the tables that there are in memory; of those that only the database has, it knows that they are empty. */
final class InMemoryPersonalDataStore implements PersonalDataStore {

    private static final Set<String> ONLY_IN_THE_DATABASE = Set.of("role_permissions", "document_versions");

    private final InMemoryUnitOfWork unitOfWork;
    private final Tables tables;

    InMemoryPersonalDataStore(InMemoryUnitOfWork unitOfWork, Tables tables) {
        this.unitOfWork = unitOfWork;
        this.tables = tables;
    }

    @Override
    public Optional<Account> lock(UserId person) {
        Optional<Account> account = tables.accounts.lock(person).map(AccountRow::account);
        membershipsOf(person).stream()
                .map(Membership::organization)
                .sorted(Comparator.comparing(OrganizationId::value))
                .forEach(tables.organizations::lock);
        return account;
    }

    @Override
    public void read(String table, Account person, Consumer<Map<String, @Nullable Object>> each) {
        if (!ONLY_IN_THE_DATABASE.contains(table)) {
            rows(table, person).forEach(row -> each.accept(fields(row)));
        }
    }

    @Override
    public void erase(String table, Account person, Instant now) {
        unitOfWork.required();
        UserId id = person.id();
        switch (table) {
            case "users" -> leaveTombstone(person, now);
            case "user_settings" ->
                tables.settings
                        .keys(any -> true)
                        .forEach(slot -> removeIf(slot.userId().equals(id), tables.settings, slot));
            case "one_time_tokens" -> {
                tables.liveOneTimeTokens
                        .keys(any -> true)
                        .forEach(slot -> removeIf(slot.userId().equals(id), tables.liveOneTimeTokens, slot));
                removeAll(tables.oneTimeTokens, token -> token.userId().equals(id));
            }
            case "import_rows" -> tables.importRows.remove(id);
            case "sessions" -> {
                removeAll(
                        tables.sessionsByToken,
                        session -> tables.sessions
                                .find(session)
                                .filter(row -> row.session().userId().equals(id))
                                .isPresent());
                removeAll(tables.sessions, row -> row.session().userId().equals(id));
            }
            case "user_social_logins" -> {
                removeAll(
                        tables.socialLoginsByIdentity,
                        login -> tables.socialLogins
                                .find(login)
                                .filter(row -> row.login().userId().equals(id))
                                .isPresent());
                removeAll(tables.socialLogins, row -> row.login().userId().equals(id));
            }
            case "social_states" -> removeAll(tables.socialStates, state -> isOf(state, id));
            case "login_history" -> removeAll(tables.loginAttempts, attempt -> id.equals(attempt.userId()));
            case "second_factors" -> tables.secondFactors.remove(id);
            case "recovery_codes" ->
                tables.recoveryCodes.keys(row -> row.userId().equals(id)).forEach(tables.recoveryCodes::remove);
            case "api_usage_logs" -> removeAll(tables.apiCalls, call -> id.equals(call.userId()));
            case "api_keys" -> {
                removeAll(
                        tables.apiKeysByDigest,
                        key -> tables.apiKeys
                                .find(key)
                                .filter(row -> id.equals(row.userId()))
                                .isPresent());
                removeAll(tables.apiKeys, row -> id.equals(row.userId()));
            }
            case "webhook_endpoints" ->
                tables.webhooks
                        .rows(row -> id.equals(row.webhook().createdBy()))
                        .forEach(row -> tables.webhooks.put(row.webhook().id(), row.withoutMaker()));
            case "passkeys" -> {
                removeAll(
                        tables.passkeysByCredential,
                        passkey -> tables.passkeys
                                .find(passkey)
                                .filter(row -> row.passkey().userId().equals(id))
                                .isPresent());
                removeAll(tables.passkeys, row -> row.passkey().userId().equals(id));
            }
            case "ceremonies" -> removeAll(tables.ceremonies, ceremony -> id.equals(ceremony.userId()));
            case "support_tickets" -> {
                tables.tickets
                        .rows(ticket -> ticket.userId().equals(id))
                        .forEach(ticket -> InMemoryTicketStore.delete(tables, ticket.id()));
                tables.tickets
                        .rows(ticket -> id.equals(ticket.assigneeId()))
                        .forEach(ticket -> tables.tickets.put(
                                ticket.id(), ticket.patched(TicketPatch.assigned(null), ticket.updatedAt())));
            }
            case "support_ticket_messages" ->
                tables.ticketMessages
                        .rows(message -> id.equals(message.authorId()))
                        .forEach(message -> tables.ticketMessages.put(message.id(), message.asSeenByPerson()));
            case "user_roles" ->
                removeAll(tables.assignments, held -> held.userId().equals(id));
            case "subscriptions" -> {
                tables.liveSubscriptions
                        .find(id)
                        .flatMap(tables.subscriptions::lock)
                        .ifPresent(live -> tables.subscriptions.put(
                                live.id(), live.canceled(now).dueAt(null).stored(now)));
                tables.liveSubscriptions.remove(id);
            }
            case "entitlement_overrides" -> {
                removeAll(tables.overrides, override -> override.subject().equals(id));
            }
            case "uploads" -> {
                Set<UploadId> own = tables
                        .uploads
                        .rows(row -> row.upload().userId().equals(id))
                        .stream()
                        .map(row -> row.upload().id())
                        .collect(Collectors.toSet());
                tables.uploadParts
                        .rows(part -> own.contains(part.upload()))
                        .forEach(part -> tables.blobDeletions.insert(part.key(), now));
                removeAll(tables.uploadParts, part -> own.contains(part.upload()));
                removeAll(tables.uploads, row -> own.contains(row.upload().id()));
            }
            case "storage_quotas" -> {
                tables.holds
                        .rows(hold -> hold.subject().equals(id))
                        .forEach(hold -> tables.blobDeletions.insert(hold.blobKey(), now));
                removeAll(tables.holds, hold -> hold.subject().equals(id));
                tables.quotas.remove(id);
            }
            case "payment_methods" ->
                tables.methods
                        .rows(row -> row.isThere() && id.equals(row.method().userId()))
                        .forEach(row -> tables.methods.put(
                                row.method().id(), new Tables.MethodRow(row.method(), row.sealedReference(), now)));
            case "documents" -> {
                Set<DocumentId> own = tables
                        .documents
                        .rows(document -> document.subject().equals(id))
                        .stream()
                        .map(Document::id)
                        .collect(Collectors.toSet());
                tables.documentVersions
                        .rows(version -> own.contains(version.documentId()))
                        .forEach(version -> tables.blobDeletions.insert(version.blobKey(), now));
                tables.documentVersions
                        .rows(version -> own.contains(version.documentId()))
                        .forEach(version -> InMemoryProcessingStore.forget(
                                tables, new VersionKey(version.documentId(), version.version())));
                removeAll(tables.documentVersions, version -> own.contains(version.documentId()));
                removeAll(tables.documents, document -> own.contains(document.id()));
                InMemoryShareLinkStore.deleteOrphans(tables);
            }
            case "document_sharing" -> {
                removeAll(tables.shares, row -> isWith(row, person));
                InMemoryShareLinkStore.deleteOrphans(tables);
            }
            case "share_links" ->
                removeAll(tables.shareLinks, row -> row.link().createdBy().equals(id));
            case "email_queue" -> {
                removeAll(
                        tables.emailsByDedupeKey,
                        mail -> tables.emails
                                .find(mail)
                                .filter(row -> isOf(row, person))
                                .isPresent());
                removeAll(tables.emails, row -> isOf(row, person));
            }
            case "notifications" ->
                removeAll(
                        tables.notifications,
                        row -> id.equals(row.notification().userId()));
            case "notification_receipts" ->
                tables.receipts
                        .keys(any -> true)
                        .forEach(key -> removeIf(key.userId().equals(id), tables.receipts, key));
            case "notification_digests" -> tables.digests.remove(id);
            case "notification_digest_items" ->
                removeAll(tables.digestItems, item -> item.userId().equals(id));
            case "idempotency_keys" ->
                tables.idempotencyKeys
                        .keys(any -> true)
                        .forEach(key -> removeIf(isOf(key.caller(), id), tables.idempotencyKeys, key));
            case "invitations" -> {
                removeAll(
                        tables.pendingInvitations,
                        invitation -> tables.invitations
                                .find(invitation)
                                .filter(row -> isTo(row, person))
                                .isPresent());
                removeAll(tables.invitations, row -> isTo(row, person));
                tables.invitations
                        .rows(row -> id.equals(row.invitation().invitedBy()))
                        .forEach(row -> tables.invitations.put(row.invitation().id(), row.byNobody()));
            }
            case "invitation_mails" ->
                tables.invitationMails
                        .keys(mail -> id.equals(mail.inviter()))
                        .forEach(key -> tables.invitationMails.put(
                                key,
                                tables.invitationMails.find(key).orElseThrow().byNobody()));
            case "usage_logs" ->
                removeAll(tables.usages, usage -> usage.userId().equals(id));
            case "usage_event_keys" ->
                removeAll(tables.eventKeys, row -> row.key().userId().equals(id));
            case "organizations" -> {
                // Handed over already.
            }
            case "organization_members" -> membershipsOf(id).forEach(tables::removeMember);
            case "trial_periods" -> {
                // Stay: they keep anybody from trying twice, and name a pseudonym alone.
            }
            case "audit_logs", "billing" -> {
                // Stays: it names the id alone.
            }
            default -> requireKnown(table);
        }
    }

    private List<Membership> membershipsOf(UserId person) {
        return tables.members.keys(any -> true).stream()
                .filter(membership -> membership.member().equals(person))
                .toList();
    }

    private boolean isSoleOwner(OrganizationId organization, UserId person) {
        return tables.roleOf(organization, person)
                        .filter(role -> role == MemberRole.OWNER)
                        .isPresent()
                && tables.longestStandingOwner(organization, person).isEmpty();
    }

    @Override
    public List<String> blocking(Reason reason, UserId person, int limit) {
        return switch (reason) {
            case SHARED_DOCUMENT -> List.of();
            case UNPAID_INVOICE ->
                tables
                        .invoices
                        .rows(invoice -> invoice.userId().equals(person)
                                && invoice.status().isOpen()
                                && invoice.total().minor() > 0)
                        .stream()
                        .map(invoice -> invoice.id().toString())
                        .limit(limit)
                        .toList();
            case SOLE_OWNER ->
                tables.organizations.keys(any -> true).stream()
                        .filter(organization -> isSoleOwner(organization, person))
                        .map(OrganizationId::toString)
                        .limit(limit)
                        .toList();
            case LIVE_SUBSCRIPTION ->
                tables.liveSubscriptions.find(person).flatMap(tables.subscriptions::find).stream()
                        .filter(live -> live.price().amount().signum() > 0)
                        .map(live -> live.id().toString())
                        .limit(limit)
                        .toList();
            case LAST_ADMIN -> activeAdmins().equals(Set.of(person)) ? List.of(person.toString()) : List.of();
        };
    }

    private Set<UserId> activeAdmins() {
        return Set.copyOf(tables
                .accounts
                .rows(row -> row.account().isActive()
                        && tables
                                .assignments
                                .rows(held -> held.userId().equals(row.account().id()))
                                .stream()
                                .anyMatch(held -> tables.roles
                                        .find(held.roleId())
                                        .filter(Role::isAdmin)
                                        .isPresent()))
                .stream()
                .map(row -> row.account().id())
                .toList());
    }

    private List<? extends Record> rows(String table, Account person) {
        UserId id = person.id();
        return switch (table) {
            case "users" ->
                tables.accounts.find(id).map(AccountRow::account).stream().toList();
            case "user_settings" ->
                tables.settings.keys(any -> true).stream()
                        .filter(slot -> slot.userId().equals(id))
                        .map(tables.settings::find)
                        .flatMap(Optional::stream)
                        .toList();
            case "one_time_tokens" ->
                tables.oneTimeTokens.rows(token -> token.userId().equals(id)).stream()
                        .map(token -> new TokenTold(
                                token.id().toString(), token.purpose().name(), token.expiresAt()))
                        .toList();
            case "sessions" ->
                tables.sessions.rows(row -> row.session().userId().equals(id)).stream()
                        .map(Tables.SessionRow::session)
                        .toList();
            case "import_rows" -> tables.importRows.find(id).stream().toList();
            case "user_social_logins" ->
                tables.socialLogins.rows(row -> row.login().userId().equals(id)).stream()
                        .map(Tables.SocialLoginRow::login)
                        .toList();
            case "social_states" ->
                tables.socialStates.rows(state -> isOf(state, id)).stream()
                        .map(state -> new StateTold(state.method(), state.createdAt(), state.expiresAt()))
                        .toList();
            case "login_history" -> tables.loginAttempts.rows(attempt -> id.equals(attempt.userId()));
            case "second_factors" ->
                tables.secondFactors.find(id).stream()
                        .map(row -> new FactorTold(
                                row.factor().createdAt(), row.factor().confirmedAt()))
                        .toList();
            case "recovery_codes" ->
                tables.recoveryCodes.rows(row -> row.userId().equals(id));
            case "passkeys" ->
                tables.passkeys.rows(row -> row.passkey().userId().equals(id)).stream()
                        .map(StoredPasskey::passkey)
                        .toList();
            case "api_usage_logs" -> tables.apiCalls.rows(call -> id.equals(call.userId()));
            case "api_keys" ->
                tables.apiKeys.rows(key -> id.equals(key.userId())).stream()
                        .map(key -> new KeyTold(key.id().toString(), key.name(), key.createdAt(), key.revokedAt()))
                        .toList();
            case "webhook_endpoints" ->
                tables.webhooks.rows(row -> id.equals(row.webhook().createdBy())).stream()
                        .map(Tables.WebhookRow::webhook)
                        .toList();
            case "ceremonies" ->
                tables.ceremonies.rows(ceremony -> id.equals(ceremony.userId())).stream()
                        .map(ceremony -> new TokenTold(
                                ceremony.id().toString(), ceremony.purpose().name(), ceremony.expiresAt()))
                        .toList();
            case "user_roles" -> tables.assignments.rows(held -> held.userId().equals(id));
            case "subscriptions" ->
                tables.subscriptions.rows(each -> each.userId().equals(id));
            case "payment_methods" ->
                tables
                        .methods
                        .rows(row -> row.isThere() && id.equals(row.method().userId()))
                        .stream()
                        .map(Tables.MethodRow::method)
                        .toList();
            case "billing" -> tables.invoices.rows(each -> each.userId().equals(id));
            case "trial_periods" -> tables.trials.rows(each -> each.userId().equals(id));
            case "entitlement_overrides" ->
                tables.overrides.rows(override -> override.subject().equals(id) || id.equals(override.by()));
            case "uploads" ->
                tables.uploads.rows(row -> row.upload().userId().equals(id)).stream()
                        .map(Tables.UploadRow::upload)
                        .toList();
            case "storage_quotas" -> tables.quotas.find(id).stream().toList();
            case "documents" ->
                tables.documents.rows(document -> document.ownerId().equals(id));
            case "document_sharing" ->
                tables
                        .shares
                        .rows(row ->
                                isWith(row, person) || id.equals(row.share().grantedBy()))
                        .stream()
                        .map(ShareRow::share)
                        .toList();
            case "share_links" ->
                tables.shareLinks.rows(row -> row.link().createdBy().equals(id)).stream()
                        .map(LinkRow::link)
                        .toList();
            case "email_queue" ->
                tables.emails.rows(row -> isOf(row, person)).stream()
                        .map(EmailRow::email)
                        .toList();
            case "notifications" ->
                tables.notifications.rows(row -> id.equals(row.notification().userId())).stream()
                        .map(NotificationRow::notification)
                        .toList();
            case "notification_receipts" ->
                tables.receipts.keys(any -> true).stream()
                        .filter(receipt -> receipt.userId().equals(id))
                        .toList();
            case "notification_digests" -> tables.digests.find(id).stream().toList();
            case "notification_digest_items" ->
                tables.digestItems.rows(item -> item.userId().equals(id));
            case "invitations" ->
                tables
                        .invitations
                        .rows(row ->
                                isTo(row, person) || id.equals(row.invitation().invitedBy()))
                        .stream()
                        .map(InvitationRow::invitation)
                        .toList();
            case "invitation_mails" ->
                tables.invitationMails.rows(mail -> id.equals(mail.inviter())).stream()
                        .map(mail -> new InvitationMailTold(mail.organization().toString(), mail.sentAt()))
                        .toList();
            case "support_tickets" ->
                tables.tickets.rows(ticket -> ticket.userId().equals(id));
            case "support_ticket_messages" ->
                tables.ticketMessages.rows(message ->
                        !message.internal() && (id.equals(message.authorId()) || isAskedBy(message.ticketId(), id)));
            case "usage_logs" -> tables.usages.rows(usage -> usage.userId().equals(id));
            case "usage_event_keys" ->
                tables.eventKeys.rows(row -> row.key().userId().equals(id));
            case "organizations" ->
                tables.organizations.rows(organization -> organization.ownerId().equals(id));
            case "organization_members" ->
                membershipsOf(id).stream()
                        .map(key -> new MembershipTold(
                                key.organization().toString(),
                                tables.members.find(key).orElseThrow().role().name()))
                        .toList();
            case "audit_logs" ->
                tables.auditRows.rows(row -> id.equals(row.userId())
                        || id.toString().equals(row.entry().recordId()));
            case "idempotency_keys" ->
                tables.idempotencyKeys.keys(any -> true).stream()
                        .filter(key -> isOf(key.caller(), id))
                        .toList();
            default -> {
                requireKnown(table);
                yield List.of();
            }
        };
    }

    private boolean isAskedBy(TicketId ticket, UserId person) {
        return tables.tickets
                .find(ticket)
                .filter(found -> found.userId().equals(person))
                .isPresent();
    }

    private record InvitationMailTold(String organizationId, Instant sentAt) {}

    private record MembershipTold(String organizationId, String role) {}

    private record FactorTold(Instant createdAt, @Nullable Instant confirmedAt) {}

    private record StateTold(String method, Instant createdAt, Instant expiresAt) {}

    private record KeyTold(
            String id,
            @Nullable String name,
            Instant createdAt,
            @Nullable Instant revokedAt) {}

    private record TokenTold(String id, String purpose, Instant expiresAt) {}

    private void leaveTombstone(Account person, Instant now) {
        Account found = tables.accounts.lock(person.id()).orElseThrow().account();
        EmailAddress nobody = EmailAddress.ofErased(person.id());
        tables.accountsByEmail.remove(found.email());
        tables.accountsByEmail.insert(nobody, person.id());
        Account tombstone = new Account(
                person.id(),
                nobody,
                null,
                null,
                null,
                AccountStatus.ERASED,
                false,
                null,
                found.createdAt(),
                now,
                found.revision() + 1);
        tables.accounts.put(person.id(), new AccountRow(tombstone, AccountStore.NO_PASSWORD));
    }

    private static boolean isOf(SocialState state, UserId person) {
        LinkTo linkTo = state.linkTo();
        return linkTo != null && linkTo.userId().equals(person);
    }

    private static boolean isOf(EmailRow row, Account person) {
        return person.id().equals(row.email().userId())
                || row.email().recipient().equals(person.email());
    }

    private static boolean isTo(InvitationRow row, Account person) {
        return row.invitation().email().equals(person.email())
                || person.id().equals(row.invitation().acceptedBy());
    }

    private static boolean isOf(String caller, UserId person) {
        return caller.equals("user:" + person) || caller.startsWith("user:" + person + " ");
    }

    private static boolean isWith(ShareRow row, Account person) {
        return person.id().equals(row.account()) || row.share().with().equals(new Grantee.Address(person.email()));
    }

    private static <K, R> void removeAll(Table<K, R> table, Predicate<R> condition) {
        table.keys(condition).forEach(table::remove);
    }

    private static <K, R> void removeIf(boolean condition, Table<K, R> table, K key) {
        if (condition) {
            table.remove(key);
        }
    }

    private static void requireKnown(String table) {
        if (!ONLY_IN_THE_DATABASE.contains(table)) {
            throw new IllegalArgumentException("Nobody said how the table " + table + " names people");
        }
    }

    /** The components of a record under their own names; what is no plain value, as text. */
    private static Map<String, @Nullable Object> fields(Record row) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                fields.put(component.getName(), plain(component.getAccessor().invoke(row)));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("A record can be read", impossible);
            }
        }
        return fields;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Integer number -> number.longValue();
            case Long number -> number;
            case BigDecimal number -> number;
            case Boolean flag -> flag;
            case Instant time -> time;
            case LocalDate date -> date;
            default -> value.toString();
        };
    }
}
