package dev.tenon.rest.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.rest.contract.Answer;
import dev.tenon.rest.contract.HttpTest;
import dev.tenon.rest.contract.Installation.Person;
import dev.tenon.rest.contract.ValidatingClient;
import dev.tenon.testkit.Fixtures;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions of others, and sessions in another's name. */
class UserSessionsHttpTest extends HttpTest {

    private static final String REASON = "Ticket 4711: the upload fails";

    @Test
    void S2_an_administrator_lists_and_ends_the_sessions_of_an_account() {
        Person phone = tenon().ana();
        Person laptop = tenon().signInAgain(phone);
        Person admin = tenon().admin();
        String path = "/v1/users/" + phone.id() + "/sessions";

        assertThat(admin.http().get(path).expect(200).items("id"))
                .containsExactlyInAnyOrder(phone.sessionId(), laptop.sessionId());
        assertThat(admin.http().get(path).expect(200).items("current")).containsOnly("false");
        Answer ended = admin.http().delete(path).expect(200);

        assertThat(ended.json().path("ended").asInt()).isEqualTo(2);
        assertThat(ended.header("Set-Cookie")).isEmpty();
        phone.http().get("/v1/me").refused(401, "request-unauthenticated");
        laptop.http().get("/v1/me").refused(401, "request-unauthenticated");
        admin.http().get("/v1/me").expect(200);
    }

    @Test
    void C1_anothers_sessions_are_as_those_of_nobody() {
        Person ana = tenon().ana();
        Person ben = tenon().person("ben@example.org");

        for (String method : new String[] {"GET", "DELETE"}) {
            String others = ben.http()
                    .call(method, "/v1/users/" + ana.id() + "/sessions")
                    .refused(404, "account-not-found")
                    .withoutRequestId();
            assertThat(ben.http()
                            .call(method, "/v1/users/" + Fixtures.anId() + "/sessions")
                            .send()
                            .withoutRequestId())
                    .isEqualTo(others);
        }
        ana.http().get("/v1/me").expect(200);
        assertThat(ana.http()
                        .get("/v1/users/" + ana.id() + "/sessions")
                        .expect(200)
                        .items("current"))
                .containsExactly("true");
    }

    @Test
    void S2_signs_out_everywhere_here_too() {
        Person ana = tenon().ana();
        Person phone = tenon().signInAgain(ana);

        assertThat(phone.http()
                        .delete("/v1/sessions")
                        .query("scope", "all")
                        .expect(200)
                        .json()
                        .path("ended")
                        .asInt())
                .isEqualTo(2);

        ana.http().get("/v1/me").refused(401, "request-unauthenticated");
        phone.http().get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void a_session_says_how_it_began_and_on_what() {
        Person ana = tenon().ana();

        JsonNode session = ana.http().get("/v1/sessions/current").expect(200).json();

        assertThat(session.path("method").asText()).isEqualTo("email");
        assertThat(session.path("secondFactor").isNull()).isTrue();
        assertThat(session.path("impersonation").isNull()).isTrue();
        assertThat(session.path("device").asText()).isNotBlank();
        assertThat(ana.http()
                        .get("/v1/me")
                        .expect(200)
                        .json()
                        .path("impersonation")
                        .isNull())
                .isTrue();
    }

    @Test
    void an_administrator_works_in_a_persons_name_and_everybody_can_tell() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();

        Answer opened = impersonate(admin, ana).expect(201);
        ValidatingClient inHerName = http().as(opened.at("/token"));

        JsonNode me = inHerName.get("/v1/me").expect(200).json();
        assertThat(me.path("email").asText()).isEqualTo(ana.email());
        assertThat(me.at("/impersonation/by").asText()).isEqualTo(admin.id());
        assertThat(me.at("/impersonation/reason").asText()).isEqualTo(REASON);
        assertThat(opened.json().at("/session/method").isNull()).isTrue();
        JsonNode seen = ana.http()
                .get("/v1/sessions/" + opened.at("/session/id"))
                .expect(200)
                .json();
        assertThat(seen.at("/impersonation/by").asText()).isEqualTo(admin.id());
        assertThat(tenon().mailsTo(ana.email())).anyMatch(mail -> mail.text().contains(REASON));
        inHerName
                .patch("/v1/me")
                .patch(inHerName.get("/v1/me").expect(200).etag(), Map.of("firstName", "Anna"))
                .expect(200);
        assertThat(admin.http()
                        .get("/v1/audit-logs")
                        .query("action", "account.updated")
                        .expect(200)
                        .items("actor"))
                .containsExactly("user:" + ana.id() + " by user:" + admin.id());
        ana.http().delete("/v1/sessions/" + opened.at("/session/id")).expect(204);
        inHerName.get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void what_belongs_to_the_person_alone_is_refused() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();
        ValidatingClient inHerName =
                http().as(impersonate(admin, ana).expect(201).at("/token"));

        inHerName
                .put("/v1/me/password")
                .json(Map.of("current", Fixtures.PASSWORD, "password", "a harbour full of paper boats"))
                .refused(403, "impersonation-not-here");
        inHerName
                .post("/v1/me/email-changes")
                .json(Map.of("email", "mine@example.org", "password", Fixtures.PASSWORD))
                .refused(403, "impersonation-not-here");
    }

    @Test
    void it_ends_after_an_hour() {
        Person ana = tenon().ana();
        ValidatingClient inHerName =
                http().as(impersonate(tenon().admin(), ana).expect(201).at("/token"));

        tenon().clock().advance(Duration.ofHours(1));

        inHerName.get("/v1/me").refused(401, "request-unauthenticated");
    }

    @Test
    void nobody_works_in_the_name_of_who_may_more_or_is_not_active_or_unknown_or_without_a_reason() {
        Person ana = tenon().ana();
        Person admin = tenon().admin();
        ana.http()
                .post("/v1/users/" + admin.id() + "/impersonations")
                .json(Map.of("reason", REASON))
                .refused(403, "request-forbidden");
        admin.http()
                .post("/v1/users/" + Fixtures.anId() + "/impersonations")
                .json(Map.of("reason", REASON))
                .refused(404, "account-not-found");
        assertThat(admin.http()
                        .post("/v1/users/" + ana.id() + "/impersonations")
                        .json(Map.of("reason", " "))
                        .refused(422, "request-invalid")
                        .pointers())
                .containsExactly("/reason");
        Person banned = tenon().person("banned@example.org");
        admin.http()
                .patch("/v1/users/" + banned.id())
                .patch(banned.http().get("/v1/me").expect(200).etag(), Map.of("status", "banned"))
                .expect(200);

        impersonate(admin, banned).refused(409, "impersonation-not-active");
    }

    @Test
    void a_session_in_anothers_name_opens_no_further_one() {
        Person first = tenon().admin();
        Person second = tenon().person("second@example.org", Set.of("admin"));
        Person ana = tenon().ana();
        ValidatingClient inSecondsName =
                http().as(impersonate(first, second).expect(201).at("/token"));

        inSecondsName
                .post("/v1/users/" + ana.id() + "/impersonations")
                .json(Map.of("reason", REASON))
                .refused(403, "impersonation-not-here");
    }

    private static ValidatingClient.Call impersonate(Person admin, Person person) {
        return admin.http().post("/v1/users/" + person.id() + "/impersonations").json(Map.of("reason", REASON));
    }
}
