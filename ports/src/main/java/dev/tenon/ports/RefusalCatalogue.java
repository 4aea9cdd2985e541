package dev.tenon.ports;

import dev.tenon.ports.access.PermissionRefusal;
import dev.tenon.ports.access.RoleRefusal;
import dev.tenon.ports.accounts.AccountRefusal;
import dev.tenon.ports.accounts.SettingRefusal;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.apikeys.ApiKeyRefusal;
import dev.tenon.ports.audit.UsageRefusal;
import dev.tenon.ports.billing.SubscriptionRefusal;
import dev.tenon.ports.billing.TrialRefusal;
import dev.tenon.ports.documents.DocumentRefusal;
import dev.tenon.ports.documents.QuotaRefusal;
import dev.tenon.ports.documents.ShareLinkRefusal;
import dev.tenon.ports.documents.ShareRefusal;
import dev.tenon.ports.documents.UploadRefusal;
import dev.tenon.ports.flags.FlagRefusal;
import dev.tenon.ports.flags.FlagSegmentRefusal;
import dev.tenon.ports.imports.ImportRefusal;
import dev.tenon.ports.invoices.InvoiceRefusal;
import dev.tenon.ports.kernel.RefusalCode;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.limits.RateLimitRefusal;
import dev.tenon.ports.notifications.EmailRefusal;
import dev.tenon.ports.notifications.NotificationRefusal;
import dev.tenon.ports.organizations.InvitationRefusal;
import dev.tenon.ports.organizations.MemberRefusal;
import dev.tenon.ports.organizations.OrganizationRefusal;
import dev.tenon.ports.payments.PaymentRefusal;
import dev.tenon.ports.plans.FeatureRefusal;
import dev.tenon.ports.plans.OverrideRefusal;
import dev.tenon.ports.plans.PlanRefusal;
import dev.tenon.ports.signin.ImpersonationRefusal;
import dev.tenon.ports.signin.LoginMethodRefusal;
import dev.tenon.ports.signin.PasskeyRefusal;
import dev.tenon.ports.signin.PasswordRefusal;
import dev.tenon.ports.signin.SecondFactorRefusal;
import dev.tenon.ports.signin.SessionRefusal;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.ports.signin.SocialLoginRefusal;
import dev.tenon.ports.support.TicketRefusal;
import dev.tenon.ports.webhooks.WebhookRefusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that Tenon may refuse. Documents and {@code /problems/{code}} are made from it. */
public final class RefusalCatalogue {

    private static final List<RefusalCode> ALL = Stream.<RefusalCode[]>of(
                    RequestRefusal.values(),
                    RateLimitRefusal.values(),
                    AccountRefusal.values(),
                    TokenRefusal.values(),
                    SettingRefusal.values(),
                    UsageRefusal.values(),
                    SignInRefusal.values(),
                    SessionRefusal.values(),
                    PasswordRefusal.values(),
                    SecondFactorRefusal.values(),
                    SocialLoginRefusal.values(),
                    PasskeyRefusal.values(),
                    ImpersonationRefusal.values(),
                    LoginMethodRefusal.values(),
                    ImportRefusal.values(),
                    RoleRefusal.values(),
                    PermissionRefusal.values(),
                    ApiKeyRefusal.values(),
                    OrganizationRefusal.values(),
                    MemberRefusal.values(),
                    InvitationRefusal.values(),
                    PlanRefusal.values(),
                    FeatureRefusal.values(),
                    OverrideRefusal.values(),
                    SubscriptionRefusal.values(),
                    TrialRefusal.values(),
                    InvoiceRefusal.values(),
                    PaymentRefusal.values(),
                    DocumentRefusal.values(),
                    QuotaRefusal.values(),
                    ShareRefusal.values(),
                    ShareLinkRefusal.values(),
                    UploadRefusal.values(),
                    FlagRefusal.values(),
                    FlagSegmentRefusal.values(),
                    EmailRefusal.values(),
                    NotificationRefusal.values(),
                    WebhookRefusal.values(),
                    TicketRefusal.values())
            .<RefusalCode>flatMap(Stream::of)
            .toList();

    private static final Map<String, RefusalCode> BY_CODE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(RefusalCode::code, Function.identity()));

    private RefusalCatalogue() {}

    /** Every code, in a stable order. */
    public static List<RefusalCode> all() {
        return ALL;
    }

    /** The code with this public name. */
    public static Optional<RefusalCode> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
