package dev.tenon.cli.organizations;

import dev.tenon.cli.Field;
import dev.tenon.cli.Field.Look;
import dev.tenon.cli.TenonCommand.Work;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.organizations.Branding;
import dev.tenon.ports.organizations.Member;
import dev.tenon.ports.organizations.MemberFilter;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.MemberRole;
import dev.tenon.ports.organizations.OrganizationFilter;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.organizations.SeenOrganization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How organizations and their members are named and printed. */
final class Orgs {

    private static final PageRequest ONE = PageRequest.first(1);

    static final List<Field<SeenOrganization>> FIELDS = List.of(
            Field.shown("id", "Id", seen -> seen.organization().id()),
            Field.flowing("name", "Organization", seen -> seen.organization().name()),
            Field.shown("slug", "Slug", seen -> seen.organization().slug()),
            Field.shown("role", "Role", seen -> word(seen.role())),
            Field.shown("createdAt", "Founded", seen -> seen.organization().createdAt()),
            Field.scripted("ownerUserId", seen -> seen.organization().ownerId()),
            Field.scripted("storageLimit", seen -> seen.organization().storageLimit()),
            Field.scripted("customBranding", seen -> look(seen.organization().branding())),
            Field.scripted("updatedAt", seen -> seen.organization().updatedAt()));

    static final List<Field<SeenOrganization>> ALL_FIELDS = List.of(
            Field.shown("id", "Id", seen -> seen.organization().id()),
            Field.flowing("name", "Organization", seen -> seen.organization().name()),
            Field.shown("slug", "Slug", seen -> seen.organization().slug()),
            Field.shown("role", "Role", seen -> word(seen.role())),
            Field.shown("ownerUserId", "Main owner", seen -> seen.organization().ownerId()),
            Field.<SeenOrganization>bytes(
                            "storageLimit",
                            "Storage",
                            seen -> seen.organization().storageLimit())
                    .unlimited(),
            Field.tabled("Look", Look.FLOWING, seen -> parts(seen.organization().branding())),
            Field.scripted("customBranding", seen -> look(seen.organization().branding())),
            Field.shown("createdAt", "Founded", seen -> seen.organization().createdAt()),
            Field.shown("updatedAt", "Changed", seen -> seen.organization().updatedAt()));

    static final List<Field<Member>> MEMBERS = List.of(
            Field.shown("userId", "Account", Member::userId),
            Field.shown("email", "E-mail", Member::email),
            Field.shown("userName", "Name", Member::userName),
            Field.shown("role", "Role", member -> word(member.role())),
            Field.shown("notificationsEnabled", "Notified", Member::notificationsEnabled),
            Field.shown("joinedAt", "Joined", Member::joinedAt));

    private Orgs() {}

    /** The organization that an id or a slug names. */
    static SeenOrganization named(Work work, Actor actor, String name) {
        Optional<OrganizationId> id = OrganizationId.parse(name);
        if (id.isPresent()) {
            return work.tenon().organizations().get(actor, id.get());
        }
        OrganizationFilter filter = OrganizationFilter.of(actor.isTrusted()).ofSlug(name);
        return work.tenon().organizations().list(actor, filter, ONE).items().stream()
                .findFirst()
                .orElseThrow(() -> OrganizationRefusal.NOT_FOUND.because(
                        "There is no organization with the slug " + name + " that you may see."));
    }

    /** The member whom an address or an id names. */
    static Member member(Work work, Actor actor, OrganizationId organization, String name) {
        Optional<UserId> id = UserId.parse(name);
        if (id.isPresent()) {
            return work.tenon().members().get(actor, organization, id.get());
        }
        return EmailAddress.parse(name)
                .flatMap(address ->
                        work.tenon().members().list(actor, organization, MemberFilter.at(address), ONE).items().stream()
                                .findFirst())
                .orElseThrow(() -> MemberRefusal.NOT_FOUND.because("The organization has no member " + name + "."));
    }

    static @Nullable String word(@Nullable MemberRole role) {
        return role == null ? null : role.word();
    }

    private static @Nullable List<String> parts(Branding branding) {
        List<String> parts = new ArrayList<>();
        look(branding).forEach((name, value) -> {
            if (value != null) {
                parts.add(name + " " + value);
            }
        });
        return parts.isEmpty() ? null : parts;
    }

    private static Map<String, @Nullable Object> look(Branding branding) {
        Map<String, @Nullable Object> look = new LinkedHashMap<>();
        look.put("name", branding.name());
        look.put("primaryColor", branding.primaryColor());
        look.put("accentColor", branding.accentColor());
        look.put("logoDocumentId", branding.logoDocumentId());
        return look;
    }
}
