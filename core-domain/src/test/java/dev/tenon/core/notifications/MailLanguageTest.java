package dev.tenon.core.notifications;

import static dev.tenon.testkit.Fixtures.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.Tenon;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.BackgroundJob;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.OrganizationId;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import dev.tenon.ports.notifications.EmailType;
import dev.tenon.ports.notifications.spi.MailDraft;
import dev.tenon.ports.organizations.Organization;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.SequentialIds;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which language mails are, and that a new account is welcomed once. */
class MailLanguageTest {

    private static final String ANA = "ana@example.org";

    private final TenonInMemory house = new TenonInMemory();
    private final SequentialIds ids = new SequentialIds();
    private final Tenon tenon =
            house.builder().language(Locale.forLanguageTag("fr-CA")).build();

    private String mailAfterReset() {
        tenon.passwords().requestReset(house.anonymous, ANA);
        return lastMail();
    }

    @Test
    void whoever_chose_none_gets_the_installations() {
        house.anAccount(ANA);

        assertThat(mailAfterReset()).contains("\nlanguages: fr_CA\n");
    }

    @Test
    void the_language_of_the_setting_comes_before_the_installations() {
        Actor ana = house.aPerson(ANA);
        tenon.settings().put(ana, ana.userId(), "language", JsonText.of("\"de-AT\""), Expected.any());

        assertThat(mailAfterReset()).contains("\nlanguages: de_AT fr_CA\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "\"\"", "\"not a tag\"", "\"d\"", "\"x-private\"", "{\"de\": 1}"})
    void refuses_a_setting_that_names_no_language(String value) {
        Actor ana = house.aPerson(ANA);

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> tenon.settings().put(ana, ana.userId(), "language", JsonText.of(value), Expected.any()));

        assertThat(refusal.code()).isEqualTo(RequestRefusal.INVALID);
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.code()).isEqualTo("language-invalid"));
        assertThat(tenon.settings().list(ana, ana.userId())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "\"\"", "\"not a tag\"", "\"d\"", "\"x-private\"", "{\"de\": 1}"})
    void a_setting_of_before_that_names_no_language_is_as_none(String value) {
        Actor ana = house.aPerson(ANA);
        house.storage
                .unitOfWork()
                .run(() -> house.storage
                        .settings()
                        .put(new UUID(1, 1), ana.userId(), "language", JsonText.of(value), house.clock.instant()));

        assertThat(mailAfterReset()).contains("\nlanguages: fr_CA\n");
    }

    @Test
    void a_person_is_welcomed_once_when_the_address_is_verified() {
        tenon.accounts().signUp(house.anonymous, new Registration(ANA, PASSWORD));
        tenon.accounts().verifyEmail(house.anonymous, house.mailedToken(ANA));
        house.runJobs();
        tenon.passwords().requestReset(house.anonymous, ANA);
        tenon.passwords().reset(house.anonymous, house.mailedToken(ANA), "another correct horse battery");
        house.runJobs();

        assertThat(house.mails.sent())
                .filteredOn(mail -> mail.subject().equals("welcome"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.recipient().value()).isEqualTo(ANA));
    }

    @Test
    void whoever_verifies_by_setting_a_password_is_welcomed_too() {
        tenon.accounts().signUp(house.anonymous, new Registration(ANA, PASSWORD));
        tenon.passwords().requestReset(house.anonymous, ANA);
        tenon.passwords().reset(house.anonymous, house.mailedToken(ANA), "another correct horse battery");
        house.runJobs();

        assertThat(house.mails.sent()).anyMatch(mail -> mail.subject().equals("welcome"));
    }

    @Test
    void whoever_was_made_by_an_administrator_is_not_welcomed() {
        house.anAccount(ANA);
        house.runJobs();

        assertThat(house.mails.sent()).isEmpty();
    }

    @Test
    void a_mail_goes_out_as_text_and_as_html() {
        house.anAccount(ANA);
        mailAfterReset();

        assertThat(house.mails.sent())
                .last()
                .satisfies(mail -> assertThat(mail.html())
                        .startsWith("<pre>password-reset\n")
                        .contains("https://tenon.example.org/reset-password?token=tnm_"));
    }

    @Test
    void a_mail_of_an_organization_bears_its_look() {
        Account ana = house.anAccount(ANA);
        Organization acme = Fixtures.anOrganization(ana.id(), "acme", house.clock.instant());
        house.storage.unitOfWork().run(() -> house.storage.organizations().insertIfAbsent(acme, new UUID(1, 2)));
        MailDraft draft = new MailDraft(EmailType.WELCOME, ana.email(), ana.id(), Map.of(), null);

        assertThat(sent(draft.inTheNameOf(acme.id()))).contains("brand: " + acme.name() + " null\n");
        assertThat(sent(draft.inTheNameOf(new OrganizationId(new UUID(0x7000L, 0x8000000000000003L)))))
                .doesNotContain("brand:");
        assertThat(sent(draft)).doesNotContain("brand:");
    }

    @Test
    void a_mail_is_in_the_language_that_its_reader_has_chosen_when_it_is_sent() {
        Actor ana = house.aPerson(ANA);
        enqueue(new MailDraft(EmailType.WELCOME, new EmailAddress(ANA), ana.userId(), Map.of(), null));
        tenon.settings().put(ana, ana.userId(), "language", JsonText.of("\"de\""), Expected.any());

        assertThat(lastMail()).contains("\nlanguages: de fr_CA\n");
    }

    private String sent(MailDraft draft) {
        enqueue(draft);
        return lastMail();
    }

    /** As the one server writes it whose language is not English. */
    private String lastMail() {
        tenon.jobs().stream()
                .filter(job -> job.name().startsWith("deliver-mail"))
                .forEach(BackgroundJob::run);
        return house.lastMailTo(ANA);
    }

    private void enqueue(MailDraft draft) {
        house.storage.unitOfWork().run(() -> {
            NotificationsCapability.outbox(house.storage.emails(), ids, house.secrets)
                    .enqueue(draft, house.clock.instant());
            return draft;
        });
    }

    @Test
    void what_can_be_switched_off_goes_out_with_the_address_that_does_it() {
        EmailAddress ana = new EmailAddress(ANA);
        URI off = URI.create("https://tenon.example.org/unsubscribe?token=tnm_x");
        MailDraft draft = new MailDraft(EmailType.WELCOME, ana, null, Map.of(), null).switchedOffAt(off);
        enqueue(draft);
        house.runJobs();

        assertThat(house.mails.sent()).singleElement().satisfies(mail -> {
            assertThat(mail.unsubscribe()).isEqualTo(off);
            assertThat(mail.text()).contains("\nswitched off at " + off + "\n");
        });
    }

    @Test
    void a_link_takes_no_token_that_would_lead_elsewhere() {
        assertThatThrownBy(() -> EmailType.VERIFICATION.link(
                        URI.create("https://tenon.example.org"), Map.of("token", "x&next=https://evil.example")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_draft_holds_what_its_text_is_told_and_nothing_else() {
        EmailAddress ana = new EmailAddress(ANA);

        assertThatThrownBy(() -> new MailDraft(EmailType.PASSKEY_ADDED, ana, null, Map.of(), null))
                .hasMessage("A mail of type passkey-added needs the values [name]");
        assertThatThrownBy(() -> new MailDraft(EmailType.WELCOME, ana, null, Map.of("token", "t"), null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
