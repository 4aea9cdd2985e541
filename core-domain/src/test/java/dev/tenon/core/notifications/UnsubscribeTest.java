package dev.tenon.core.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.TokenRefusal;
import dev.tenon.ports.audit.AuditFilter;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.notifications.NotificationTopic;
import dev.tenon.testkit.Fixtures;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeTest {

    private static final URI BASE = URI.create("https://tenon.example.org/");
    private static final NotificationTopic BILLING = NotificationTopic.BILLING;

    private final TenonInMemory house = new TenonInMemory();
    private final Actor ana = house.aPerson("ana@example.org");
    private final UserId anasId = Objects.requireNonNull(ana.userId());
    private final UnsubscribeLinks links = new UnsubscribeLinks(house.secrets, BASE);

    @Test
    void E4_the_link_begins_with_the_configured_address_and_carries_the_person_and_the_topic() {
        assertThat(links.link(anasId, BILLING).toString()).startsWith("https://tenon.example.org/unsubscribe?token=");
        assertThat(links.open(token(BILLING))).contains(new UnsubscribeLinks.Grant(anasId, BILLING));
        assertThat(links.open(token(null))).contains(new UnsubscribeLinks.Grant(anasId, null));
    }

    @Test
    void switches_the_mails_about_a_topic_off_and_says_so_in_the_trail() {
        assertThat(unsubscribe(BILLING)).contains(NotificationTopic.BILLING);

        assertThat(setting()).isEqualTo(JsonText.of("{\"topics\": {\"billing\": {\"email\": false}}}"));
        assertThat(changes()).isEqualTo(1);
    }

    @Test
    void switches_every_mail_of_notifications_off() {
        assertThat(unsubscribe(null)).isEmpty();

        assertThat(setting()).isEqualTo(JsonText.of("{\"channels\": {\"email\": false}}"));
    }

    @Test
    void again_and_again_changes_nothing_more() {
        unsubscribe(BILLING);
        unsubscribe(BILLING);
        unsubscribe(null);
        unsubscribe(null);
        unsubscribe(BILLING);

        assertThat(changes()).isEqualTo(2);
        assertThat(setting())
                .isEqualTo(JsonText.of(
                        "{\"channels\": {\"email\": false}, \"topics\": {\"billing\": {\"email\": false}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"digestMinutes\": 60}; {\"digestMinutes\": 60, \"topics\": {\"billing\": {\"email\": false}}}",
                "{\"topics\": {\"billing\": true}}; {\"topics\": {\"billing\": {\"email\": false}}}",
                "{\"topics\": {\"billing\": {\"in-app\": false, \"email\": true}}};"
                        + " {\"topics\": {\"billing\": {\"in-app\": false, \"email\": false}}}",
                "{\"topics\": {\"documents\": false}};"
                        + " {\"topics\": {\"documents\": false, \"billing\": {\"email\": false}}}"
            })
    void what_else_the_person_chose_stays(String before, String after) {
        house.tenon.settings().put(house.operator, anasId, "notifications", JsonText.of(before), Expected.any());

        unsubscribe(BILLING);

        assertThat(setting()).isEqualTo(JsonText.of(after));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"topics\": {\"billing\": false}}",
                "{\"topics\": {\"billing\": {\"email\": false}}}",
                "{\"channels\": {\"email\": false}}"
            })
    void what_is_off_already_is_left_alone(String before) {
        assertThat(SwitchedOff.of(JsonText.of(before), NotificationTopic.BILLING))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"topics\": {\"Not a topic\": false}}",
                "{\"channels\": {\"email\": false, \"pigeon\": true}}",
                "7"
            })
    void what_is_not_valid_counts_as_nothing_and_does_not_make_the_rest_so(String before) {
        JsonText after =
                SwitchedOff.of(JsonText.of(before), NotificationTopic.BILLING).orElseThrow();

        assertThat(after).isEqualTo(JsonText.of("{\"topics\": {\"billing\": {\"email\": false}}}"));
    }

    @Test
    void one_topic_too_many_for_the_setting_switches_the_whole_channel_off() {
        String topics = IntStream.range(0, 100)
                .mapToObj(number -> "\"topic-" + number + "\": {\"email\": false}")
                .collect(Collectors.joining(", ", "{\"topics\": {", "}}"));

        JsonText after =
                SwitchedOff.of(JsonText.of(topics), NotificationTopic.BILLING).orElseThrow();

        assertThat(after.text()).contains("\"channels\": {\"email\": false}").doesNotContain("billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain.YQ.x", "tnm_7Yp3Kd9Wm1Cx5Lb8Rz2Gs6Tf0Hv4Jn2OPgtC"})
    void what_is_no_token_of_ours_does_nothing(String token) {
        assertThat(gone(token)).isEqualTo(TokenRefusal.GONE);
        assertThat(gone(house.secrets.seal("email", anasId + " billing"))).isEqualTo(TokenRefusal.GONE);
        assertThat(gone(house.secrets.seal("unsubscribe", Fixtures.anId() + " billing")))
                .isEqualTo(TokenRefusal.GONE);
        assertThat(changes()).isZero();
    }

    @Test
    void an_erased_persons_link_does_nothing() {
        String token = token(BILLING);
        house.tenon.personalData().erase(ana, anasId, Fixtures.PASSWORD);

        assertThat(gone(token)).isEqualTo(TokenRefusal.GONE);
    }

    private Object gone(String token) {
        return catchThrowableOfType(Refusal.class, () -> house.tenon.emails().unsubscribe(house.anonymous, token))
                .code();
    }

    private Optional<NotificationTopic> unsubscribe(@Nullable NotificationTopic topic) {
        return house.tenon.emails().unsubscribe(house.anonymous, token(topic));
    }

    private String token(@Nullable NotificationTopic topic) {
        String link = links.link(anasId, topic).toString();
        return link.substring(link.indexOf('=') + 1);
    }

    private JsonText setting() {
        return house.storage
                .settings()
                .find(anasId, "notifications")
                .orElseThrow()
                .value();
    }

    private long changes() {
        return house.tenon
                .auditTrail()
                .list(house.operator, AuditFilter.all().ofAction("setting.changed"), PageRequest.first(100))
                .items()
                .size();
    }
}
