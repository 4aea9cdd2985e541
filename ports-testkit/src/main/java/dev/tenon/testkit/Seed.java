package dev.tenon.testkit;

import dev.tenon.ports.access.Role;
import dev.tenon.ports.audit.spi.AuditStore;
import dev.tenon.ports.audit.spi.AuditStore.Head;
import dev.tenon.ports.kernel.FeatureId;
import dev.tenon.ports.kernel.Money;
import dev.tenon.ports.kernel.PlanId;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.plans.BillingInterval;
import dev.tenon.ports.plans.EndAction;
import dev.tenon.ports.plans.Feature;
import dev.tenon.ports.plans.Plan;
import dev.tenon.ports.plans.PlanFeature;
import dev.tenon.ports.signin.LoginMethod;
import dev.tenon.ports.signin.spi.LoginMethodStore.StoredMethod;
import dev.tenon.testkit.Tables.RoleName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows that a new database has, ids included. */
final class Seed {

    private static final Instant SEEDED_AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Currency USD = Currency.getInstance("USD");
    private static final PlanFeature DOCUMENT_SHARING = feature("402", "document-sharing", "Document Sharing");
    private static final PlanFeature VERSION_HISTORY = feature("403", "version-history", "Version History");
    private static final PlanFeature API_ACCESS = feature("404", "api-access", "API Access");
    private static final PlanFeature PRIORITY_SUPPORT = feature("405", "priority-support", "Priority Support");
    private static final PlanFeature ROUND_THE_CLOCK = feature("406", "round-the-clock-support", "24/7 Support");
    private static final PlanFeature CUSTOM_BRANDING = feature("407", "custom-branding", "Custom Branding");

    private static final PlanFeature API_REQUESTS = apiRequests(null);

    private static final List<Role> ROLES = List.of(
            role("201", Role.ADMIN, "Runs the installation: may do everything"),
            role("202", Role.SUPPORT, "Helps people: sees accounts, answers tickets"),
            role("203", Role.MEMBER, "What every account may do"));

    private static final List<StoredMethod> LOGIN_METHODS = List.of(
            new StoredMethod(LoginMethod.EMAIL, "Email and password", true, SEEDED_AT, 1),
            new StoredMethod("google", "Google Login", true, SEEDED_AT, 1),
            new StoredMethod("github", "GitHub Login", true, SEEDED_AT, 1),
            new StoredMethod("facebook", "Facebook Login", true, SEEDED_AT, 1),
            new StoredMethod("passkey", "Passkey", true, SEEDED_AT, 1));

    private static final List<PlanFeature> FEATURES = List.of(
            uploadSize(null),
            DOCUMENT_SHARING,
            VERSION_HISTORY,
            API_ACCESS,
            PRIORITY_SUPPORT,
            ROUND_THE_CLOCK,
            CUSTOM_BRANDING,
            API_REQUESTS);

    private static final List<Plan> PLANS = List.of(
            plan(
                    "301",
                    Plan.FREE,
                    "0.00",
                    "For trying things out and for small personal archives",
                    100L,
                    "1.00",
                    0,
                    1,
                    List.of(DOCUMENT_SHARING, uploadSize(26_214_400L))),
            plan(
                    "302",
                    "Standard",
                    "12.00",
                    "For people and small teams who work with documents every day",
                    2_000L,
                    "50.00",
                    14,
                    5,
                    List.of(
                            API_ACCESS,
                            apiRequests(3_000L),
                            DOCUMENT_SHARING,
                            uploadSize(1_073_741_824L),
                            VERSION_HISTORY)),
            plan(
                    "303",
                    "Premium",
                    "49.00",
                    "For organizations: no limit on documents and seats",
                    null,
                    "1000.00",
                    14,
                    null,
                    List.of(
                            ROUND_THE_CLOCK,
                            API_ACCESS,
                            apiRequests(12_000L),
                            CUSTOM_BRANDING,
                            DOCUMENT_SHARING,
                            PRIORITY_SUPPORT,
                            uploadSize(5_368_709_120L),
                            VERSION_HISTORY)));

    private Seed() {}

    static void into(Tables tables) {
        ROLES.forEach(role -> {
            tables.roles.put(role.id(), role);
            tables.rolesByName.put(RoleName.of(null, role.name()), role.id());
        });
        LOGIN_METHODS.forEach(method -> tables.loginMethods.put(method.name(), method));
        FEATURES.forEach(feature -> {
            tables.features.put(
                    feature.key(),
                    new Feature(feature.featureId(), feature.key(), feature.name(), null, SEEDED_AT, SEEDED_AT, 1));
            tables.featuresByName.put(feature.name(), feature.featureId());
        });
        PLANS.forEach(plan -> {
            tables.plans.put(plan.id(), plan);
            tables.plansByName.put(plan.name().toLowerCase(Locale.ROOT), plan.id());
        });
        tables.auditHeads.put("global", new Head("global", 0, AuditStore.BEFORE_THE_FIRST));
    }

    private static Role role(String number, String name, String description) {
        return new Role(new RoleId(id(number)), null, name, description, true, Set.of(), SEEDED_AT, SEEDED_AT, 1);
    }

    private static PlanFeature feature(String suffix, String key, String name) {
        return new PlanFeature(new FeatureId(id(suffix)), key, name, null);
    }

    private static PlanFeature apiRequests(@Nullable Long perMinute) {
        return new PlanFeature(
                new FeatureId(id("408")), PlanFeature.API_REQUESTS_PER_MINUTE, "API Requests per Minute", perMinute);
    }

    private static PlanFeature uploadSize(@Nullable Long bytes) {
        return new PlanFeature(new FeatureId(id("401")), PlanFeature.UPLOAD_SIZE, "Upload Size", bytes);
    }

    private static Plan plan(
            String suffix,
            String name,
            String price,
            String description,
            @Nullable Long maxDocuments,
            String maxStorageGb,
            int trialDays,
            @Nullable Integer maxSeats,
            List<PlanFeature> features) {
        return new Plan(
                new PlanId(id(suffix)),
                name,
                Money.of(new BigDecimal(price), USD),
                BillingInterval.MONTH,
                description,
                maxDocuments,
                new BigDecimal(maxStorageGb),
                trialDays,
                maxSeats,
                EndAction.CANCEL,
                EndAction.CANCEL,
                true,
                SEEDED_AT,
                SEEDED_AT,
                null,
                1,
                features);
    }

    private static UUID id(String suffix) {
        return UUID.fromString("01920000-0000-7000-8000-000000000" + suffix);
    }
}
