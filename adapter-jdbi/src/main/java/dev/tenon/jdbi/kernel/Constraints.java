package dev.tenon.jdbi.kernel;

import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.SettingRefusal;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.PlanRefusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What it means to run into a constraint of the schema. Only those stand here that a caller can run into when everybody
 * does what they may; any other is a bug and stays an exception.
 */
final class Constraints {

    private static final Map<String, RefusalCode> REFUSALS = Map.ofEntries(
            Map.entry("users_email_key", AccountRefusal.EMAIL_TAKEN),
            Map.entry("user_settings_value_size", SettingRefusal.TOO_LARGE),
            Map.entry("users_erased_is_final", AccountRefusal.NOT_FOUND),
            Map.entry("user_roles_user_id_fkey", AccountRefusal.NOT_FOUND),
            Map.entry("user_roles_role_id_fkey", RoleRefusal.NOT_FOUND),
            Map.entry("subscriptions_one_live_per_user", SubscriptionRefusal.ALREADY_LIVE),
            Map.entry("subscriptions_one_live_per_organization", SubscriptionRefusal.ALREADY_LIVE),
            Map.entry("organizations_deleted_is_final", OrganizationRefusal.NOT_FOUND),
            Map.entry("plans_name_key", PlanRefusal.NAME_TAKEN),
            Map.entry("feature_flags_name_key", FlagRefusal.NAME_TAKEN),
            Map.entry("feature_flag_segments_name_key", FlagSegmentRefusal.NAME_TAKEN),
            Map.entry("feature_flag_strategy_segments_segment_id_fkey", FlagSegmentRefusal.IN_USE),
            Map.entry("features_key_key", FeatureRefusal.KEY_TAKEN),
            Map.entry("features_name_key", FeatureRefusal.NAME_TAKEN),
            Map.entry("plan_features_feature_id_fkey", FeatureRefusal.IN_USE),
            Map.entry("entitlement_overrides_feature_id_fkey", FeatureRefusal.IN_USE),
            Map.entry("entitlement_overrides_user_id_fkey", AccountRefusal.NOT_FOUND),
            Map.entry("entitlement_overrides_organization_id_fkey", OrganizationRefusal.NOT_FOUND),
            Map.entry("permissions_feature_id_fkey", FeatureRefusal.IN_USE),
            Map.entry("organizations_slug_key", OrganizationRefusal.SLUG_TAKEN),
            Map.entry("roles_role_name_key", RoleRefusal.NAME_TAKEN),
            Map.entry("roles_organization_id_fkey", OrganizationRefusal.NOT_FOUND),
            Map.entry("role_permissions_role_id_fkey", RoleRefusal.NOT_FOUND),
            Map.entry("role_permissions_permission_id_fkey", PermissionRefusal.NOT_FOUND),
            Map.entry("permissions_permission_name_key", PermissionRefusal.NAME_TAKEN));

    private Constraints() {}

    /** The refusal for this constraint; {@code null} for one that is a bug to run into, and for none. */
    static @Nullable RefusalCode refusal(@Nullable String constraint) {
        return constraint == null ? null : REFUSALS.get(constraint);
    }
}
