package dev.tenon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.app.config.InvalidSetting;
import dev.tenon.app.config.Settings;
import dev.tenon.app.postgres.LocalPostgres;
import dev.tenon.cli.Surroundings.Finding;
import dev.tenon.cli.Surroundings.Finding.Health;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.billing.BillingPolicy;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestOrigin;
import dev.tenon.ports.limits.RateLimitDecision;
import dev.tenon.ports.limits.RateLimitPolicy;
import dev.tenon.ports.limits.RateLimitPolicy.PerClass;
import dev.tenon.ports.limits.RequestClass;
import dev.tenon.ports.organizations.OrganizationPolicy;
import dev.tenon.ports.signin.Credentials;
import dev.tenon.ports.signin.OpenedSession;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SignInRefusal;
import dev.tenon.testkit.AuthenticatorApp;
import dev.tenon.testkit.MovableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenon put together from settings, over the embedded database. */
class InstallationTest {

    private static final String OLD = "the first secret of this installation, long enough";
    private static final String NEW = "another secret that takes the place of the first one";
    private static final String PASSWORD = "correct horse battery staple";

    @TempDir
    static Path directory;

    private static LocalPostgres postgres;

    private final MovableClock clock = new MovableClock();
    private final Actor operator = Actor.operator("root");
    private final Actor anonymous = Actor.anonymous(new RequestOrigin("request-1", "203.0.113.7", "test"));

    @BeforeAll
    static void keepTheDatabase() {
        postgres = LocalPostgres.startOrJoin(directory, line -> {});
    }

    @AfterAll
    static void letItGo() {
        postgres.close();
    }

    private static Settings settings(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        environment.put("TENON_DATA_DIR", directory.toString());
        environment.put("TENON_PASSWORD_COST", "10");
        for (int index = 0; index < namesAndValues.length; index += 2) {
            environment.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return Settings.read(environment, Map.of());
    }

    private Installation open(String... namesAndValues) {
        return Installation.open(settings(namesAndValues), clock, line -> {});
    }

    private OpenedSession signIn(Tenon tenon, String email) {
        return tenon.sessions().open(anonymous, new Credentials(email, PASSWORD));
    }

    private void register(Tenon tenon, String email) {
        tenon.accounts().register(operator, new Registration(email, PASSWORD).verified());
    }

    @Test
    void what_was_made_under_the_secret_before_is_good_under_the_next_as_long_as_both_are_given() {
        String appSecret;
        String session;
        try (Installation before = open("TENON_SECRET", OLD)) {
            Tenon tenon = before.tenon();
            register(tenon, "ana@example.org");
            register(tenon, "ben@example.org");
            register(tenon, "late@example.org");
            OpenedSession opened = signIn(tenon, "ana@example.org");
            session = opened.token().text();
            Actor ana =
                    tenon.sessions().authenticate(anonymous.origin(), session).actor();
            appSecret = tenon.secondFactors().enrol(ana, PASSWORD).secret();
            tenon.secondFactors().confirm(ana, AuthenticatorApp.codeAt(appSecret, clock.instant()));
        }
        clock.advance(Duration.ofMinutes(1));

        try (Installation between = open("TENON_SECRET", NEW, "TENON_SECRET_PREVIOUS", OLD)) {
            Tenon tenon = between.tenon();
            assertThat(tenon.sessions()
                            .authenticate(anonymous.origin(), session)
                            .account()
                            .email()
                            .value())
                    .isEqualTo("ana@example.org");
            signIn(tenon, "ben@example.org");
            Refusal asked = catchThrowableOfType(Refusal.class, () -> signIn(tenon, "ana@example.org"));
            assertThat(asked.code()).isEqualTo(SignInRefusal.SECOND_FACTOR_REQUIRED);
            OpenedSession opened = tenon.secondFactors()
                    .open(
                            anonymous,
                            String.valueOf(asked.members().get("challenge")),
                            new AppCode(AuthenticatorApp.codeAt(appSecret, clock.instant())));
            assertThat(opened.session().secondFactor()).isEqualTo("totp");
        }

        try (Installation after = open("TENON_SECRET", NEW)) {
            assertThat(signIn(after.tenon(), "ben@example.org"))
                    .as("the hash was made anew at the sign-in between")
                    .isNotNull();
            assertThatThrownBy(() -> signIn(after.tenon(), "late@example.org"))
                    .as("who did not sign in between resets the password by mail")
                    .isInstanceOf(Refusal.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PASSWORD_MIN_LENGTH | 15 | passwords | OK | 15 characters or more",
                "PASSWORD_MIN_LENGTH | 8 | passwords | WARNING | 8 characters or more",
                "PASSWORD_MIN_LENGTH | 7 | passwords | BROKEN | password-min-length is a whole number from 8 to 64",
                "PASSWORD_STRENGTH | false | passwords | WARNING | also easily guessed ones",
                "PASSWORD_STRENGTH | perhaps | passwords | BROKEN | password-strength is true or false",
                "PASSWORD_CONTEXT_WORDS | acme, widgets | passwords | OK | 15 characters",
                "PASSWORD_CONTEXT_WORDS | a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u | passwords | BROKEN | 20 words at most",
                "TRUSTED_PROXIES | 10.0.0.0/8, fd00::1 | proxies | OK | is believed",
                "TRUSTED_PROXIES | proxy.example.org | proxies | BROKEN | is no address",
                "TRUSTED_PROXIES | 0.0.0.0/0 | proxies | BROKEN | Everybody is in",
                "SOCIAL_GOOGLE_CLIENT_ID | id | social | BROKEN | social-google-client-secret is missing",
                "LANGUAGE | de-AT | language | OK | are in German",
                "LANGUAGE | fr | language | WARNING | are in English",
                "LANGUAGE | german please | language | BROKEN | is a BCP 47 tag",
                "SECRET | short | secret | BROKEN | at least 32 characters",
                "SECRET_PREVIOUS | short | secret | BROKEN | at least 32 characters",
            })
    void doctor_says_what_a_setting_means(String setting, String value, String subject, Health health, String detail) {
        Finding finding = new Examination(settings("TENON_" + setting, value), line -> {})
                .findings().stream()
                        .filter(each ->
                                each.subject().equals(subject) && each.source().isEmpty())
                        .findFirst()
                        .orElseThrow();

        assertThat(finding.health()).as(finding.toString()).isEqualTo(health);
        assertThat(finding.detail()).contains(detail);
        assertThat(finding.advice().isEmpty()).isEqualTo(health == Health.OK);
    }

    @Test
    void doctor_shows_no_secret() {
        String shown = new Examination(
                        settings(
                                "TENON_SECRET",
                                OLD,
                                "TENON_SECRET_PREVIOUS",
                                NEW,
                                "TENON_SOCIAL_GOOGLE_CLIENT_ID",
                                "client-7",
                                "TENON_SOCIAL_GOOGLE_CLIENT_SECRET",
                                "provider-secret-7"),
                        line -> {})
                .findings()
                .toString();

        assertThat(shown)
                .contains("client-7", "and the one before it")
                .doesNotContain(OLD)
                .doesNotContain(NEW)
                .doesNotContain("provider-secret-7");
    }

    @Test
    void rate_limits_are_set_for_every_sort_of_caller_and_switched_off_one_by_one() {
        RateLimitPolicy standard = RateLimitSetup.policy(settings());
        RateLimitPolicy chosen = RateLimitSetup.policy(settings(
                "TENON_RATE_LIMITS_SESSION_LOGIN", "1",
                "TENON_RATE_LIMITS_SESSION_WRITES", "2",
                "TENON_RATE_LIMITS_SESSION_READS", "off",
                "TENON_RATE_LIMITS_KEY", "0",
                "TENON_RATE_LIMITS_ADDRESS_LOGIN", "3",
                "TENON_RATE_LIMITS_ADDRESS_WRITES", "4",
                "TENON_RATE_LIMITS_ADDRESS_READS", "5"));

        assertThat(standard).isEqualTo(RateLimitPolicy.standard());
        assertThat(chosen).isEqualTo(new RateLimitPolicy(new PerClass(1, 2, 0), 0, new PerClass(3, 4, 5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "10000001", "1.5"})
    void refuses_a_rate_limit_that_is_none(String limit) {
        assertThatThrownBy(() -> RateLimitSetup.policy(settings("TENON_RATE_LIMITS_KEY", limit)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("rate-limits-key is a whole number from 0 to 10000000");
    }

    @Test
    void what_organizations_may_be_is_set_one_by_one() {
        assertThat(OrganizationSetup.policy(settings())).isEqualTo(OrganizationPolicy.standard());
        assertThat(OrganizationSetup.policy(settings(
                        "TENON_ORGANIZATIONS_PER_OWNER", "1",
                        "TENON_ORGANIZATIONS_SEATS", "off",
                        "TENON_ORGANIZATIONS_STORAGE", "5")))
                .isEqualTo(new OrganizationPolicy(1, null, 5L << 20));
        assertThat(OrganizationSetup.policy(settings("TENON_ORGANIZATIONS_STORAGE", "off"))
                        .storageLimit())
                .isNull();
        assertThatThrownBy(() -> OrganizationSetup.policy(settings("TENON_ORGANIZATIONS_SEATS", "0")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("organizations-seats is a whole number from 1");
    }

    @Test
    void how_it_bills_is_set_one_by_one() {
        assertThat(BillingSetup.policy(settings())).isEqualTo(BillingPolicy.standard());
        assertThat(BillingSetup.policy(settings(
                        "TENON_BILLING_SELLER", "Acme GmbH; Hauptstraße 1, Hof 2;; 10115 Berlin",
                        "TENON_BILLING_ZONE", "Europe/Berlin",
                        "TENON_BILLING_PRORATION", "day",
                        "TENON_BILLING_TAX_PERCENT", "8.1",
                        "TENON_BILLING_TAX_INCLUSIVE", "true",
                        "TENON_BILLING_FIRST_PAYMENT_HOURS", "48",
                        "TENON_BILLING_DUE_DAYS", "30",
                        "TENON_BILLING_RETRY_DAYS", "1, 2",
                        "TENON_BILLING_TRIAL_REMINDER_DAYS", "7")))
                .isEqualTo(new BillingPolicy(
                        List.of("Acme GmbH", "Hauptstraße 1, Hof 2", "10115 Berlin"),
                        ZoneId.of("Europe/Berlin"),
                        BillingPolicy.ProrationUnit.DAY,
                        new BigDecimal("8.1"),
                        true,
                        Duration.ofHours(48),
                        Duration.ofDays(30),
                        List.of(Duration.ofDays(1), Duration.ofDays(2)),
                        Duration.ofDays(7)));
        assertThat(BillingSetup.policy(settings("TENON_BILLING_RETRY_DAYS", "off"))
                        .retries())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELLER | ; | billing-seller is 1 to 20 lines",
                "ZONE | Mars/Olympus | billing-zone is a time zone like UTC or Europe/Berlin",
                "PRORATION | week | billing-proration is second or day",
                "TAX_PERCENT | 100.01 | billing-tax-percent is a number from 0 to 100",
                "TAX_PERCENT | 1.23456 | billing-tax-percent is a number from 0 to 100",
                "TAX_PERCENT | some | billing-tax-percent is a number from 0 to 100",
                "TAX_INCLUSIVE | yes | billing-tax-inclusive is true or false",
                "FIRST_PAYMENT_HOURS | 0 | billing-first-payment-hours is a whole number from 1 to 720",
                "DUE_DAYS | -1 | billing-due-days is a whole number from 0 to 366",
                "RETRY_DAYS | 3,3 | billing-retry-days is rising days like 3,8,15",
                "RETRY_DAYS | 1,2,3,4,5,6,7,8,9,10,11,12,13 | billing-retry-days is rising days like 3,8,15",
                "TRIAL_REMINDER_DAYS | 367 | billing-trial-reminder-days is a whole number from 0 to 366"
            })
    void refuses_what_nobody_can_bill_by(String setting, String value, String told) {
        assertThatThrownBy(() -> BillingSetup.policy(settings("TENON_BILLING_" + setting, value)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining(told);
    }

    @Test
    void rate_limits_that_are_set_hold() {
        try (Installation installation = open("TENON_RATE_LIMITS_ADDRESS_READS", "2")) {
            Tenon tenon = installation.tenon();

            assertThat(tenon.rateLimits().take(anonymous, RequestClass.READ))
                    .map(RateLimitDecision::left)
                    .contains(1);
            assertThat(tenon.rateLimits().take(anonymous, RequestClass.READ))
                    .map(RateLimitDecision::allowed)
                    .contains(true);
            assertThat(tenon.rateLimits().take(anonymous, RequestClass.READ))
                    .map(RateLimitDecision::allowed)
                    .contains(false);
        }
    }
}
