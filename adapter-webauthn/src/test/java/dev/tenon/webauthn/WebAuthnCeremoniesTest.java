package dev.tenon.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Begun;
import dev.tenon.ports.signin.spi.PasskeyCeremonies.Credential;
import dev.tenon.testkit.Fixtures;
import dev.tenon.testkit.SoftwareAuthenticator;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebAuthnCeremoniesTest {

    private final WebAuthnCeremonies ceremonies =
            WebAuthnCeremonies.at(URI.create("https://accounts.example.org/base"));
    private final SoftwareAuthenticator device = new SoftwareAuthenticator("accounts.example.org");
    private final UserId ana = Fixtures.aUserId();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.example.org",
                "https://a.b:8443/base",
                "http://localhost:8080",
                "http://a.localhost"
            })
    void passkeys_belong_to_a_name_over_tls_or_to_this_machine(String baseUrl) {
        assertThat(WebAuthnCeremonies.arePossibleAt(URI.create(baseUrl))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://accounts.example.org", "https://192.0.2.7", "http://127.0.0.1:8080", "https://[::1]:8080"
            })
    void passkeys_belong_to_no_address_and_to_nothing_without_tls(String baseUrl) {
        assertThat(WebAuthnCeremonies.arePossibleAt(URI.create(baseUrl))).isFalse();
    }

    @Test
    void a_passkey_that_was_made_signs_in() {
        Credential passkey = registered();

        Begun begun = ceremonies.beginSignIn();
        String answer = device.signIn(begun.optionsJson());

        assertThat(ceremonies.credentialId(answer)).contains(passkey.credentialId());
        assertThat(ceremonies.finishSignIn(begun.state(), answer, passkey))
                .contains(new Credential(ana, device.credentialId(), passkey.publicKey(), 1));
    }

    @Test
    void asks_for_a_discoverable_passkey_of_a_verified_person_and_excludes_those_there_are() {
        Begun begun = ceremonies.beginRegistration(ana, "ana@example.org", List.of(device.credentialId()));

        assertThat(begun.optionsJson())
                .contains("\"residentKey\":\"required\"")
                .contains("\"userVerification\":\"required\"")
                .contains("\"id\":\"accounts.example.org\"")
                .contains(device.credentialId());
        assertThat(ceremonies.beginSignIn().optionsJson()).contains("\"userVerification\":\"required\"");
    }

    @Test
    void refuses_to_make_a_passkey_for_another_origin_another_site_an_unverified_person_or_another_ceremony() {
        device.origin = "https://accounts.example.org.example.com";
        assertThat(made()).isEmpty();
        device.origin = "https://accounts.example.org:8443";
        assertThat(made()).isEmpty();
        device.origin = "https://accounts.example.org";
        device.rpId = "example.com";
        assertThat(made()).isEmpty();
        device.rpId = "accounts.example.org";
        device.verifiesItsUser = false;
        assertThat(made()).isEmpty();
        device.verifiesItsUser = true;
        Begun first = begun();
        Begun second = begun();
        assertThat(ceremonies.finishRegistration(second.state(), ana, device.register(first.optionsJson())))
                .isEmpty();
        assertThat(ceremonies.finishRegistration(
                        first.state(), Fixtures.aUserId(), device.register(first.optionsJson())))
                .isEmpty();
        assertThat(made()).isPresent();
    }

    @Test
    void refuses_a_sign_in_from_another_origin_for_another_site_or_by_an_unverified_person() {
        Credential passkey = registered();
        device.origin = "http://accounts.example.org";
        assertThat(signedIn(passkey)).isEmpty();
        device.origin = "https://accounts.example.org";
        device.rpId = "example.org";
        assertThat(signedIn(passkey)).isEmpty();
        device.rpId = "accounts.example.org";
        device.verifiesItsUser = false;
        assertThat(signedIn(passkey)).isEmpty();
        device.verifiesItsUser = true;
        assertThat(signedIn(passkey)).isPresent();
    }

    @Test
    void refuses_an_answer_to_another_ceremony() {
        Credential passkey = registered();
        Begun first = ceremonies.beginSignIn();
        String answer = device.signIn(first.optionsJson());

        assertThat(ceremonies.finishSignIn(ceremonies.beginSignIn().state(), answer, passkey))
                .isEmpty();
    }

    @Test
    void refuses_a_counter_that_does_not_grow() {
        Credential passkey = registered();
        Credential used = signedIn(passkey).orElseThrow();
        device.counter = 0;

        assertThat(signedIn(used)).as("a clone counts what was counted").isEmpty();
        assertThat(signedIn(used)).isPresent();
    }

    @Test
    void takes_devices_that_do_not_count() {
        Credential passkey = registered();
        device.counter = -1;

        assertThat(signedIn(passkey)).contains(passkey);
    }

    @Test
    void refuses_a_passkey_that_is_not_stored_and_the_signature_of_another() {
        Credential passkey = registered();
        Credential others = new WebAuthnCeremoniesTest().registered();
        Begun begun = ceremonies.beginSignIn();
        String answer = device.signIn(begun.optionsJson());

        assertThat(ceremonies.finishSignIn(begun.state(), answer, others)).isEmpty();
        assertThat(ceremonies.finishSignIn(
                        begun.state(), answer, new Credential(ana, passkey.credentialId(), others.publicKey(), 0)))
                .isEmpty();
        assertThat(ceremonies.finishSignIn(
                        begun.state(),
                        answer,
                        new Credential(Fixtures.aUserId(), passkey.credentialId(), passkey.publicKey(), 0)))
                .as("the answer names another account")
                .isEmpty();
    }

    @Test
    void I1_refuses_keys_that_are_none_however_they_are_broken() {
        List<UnaryOperator<byte[]>> broken = List.of(
                key -> new byte[0],
                key -> new byte[] {0x01},
                key -> new byte[] {(byte) 0xa0},
                key -> Arrays.copyOf(key, key.length - 1),
                key -> with(key, 0, 0xa4),
                key -> with(key, 2, 0x03),
                key -> with(key, 4, 0x38),
                key -> with(key, 6, 0x07),
                key -> with(key, 9, 0x1f),
                key -> new byte[] {(byte) 0xa1, 0x03, 0x1b, 0, 0, 1, 0, 0, 0, 0, 0});

        for (UnaryOperator<byte[]> spoil : broken) {
            device.spoilKey = spoil;
            assertThat(made()).isEmpty();
        }
        device.spoilKey = UnaryOperator.identity();
        assertThat(made()).isPresent();
    }

    @Test
    void I1_refuses_signatures_that_are_none_however_they_are_broken() {
        Credential passkey = registered();
        List<UnaryOperator<byte[]>> broken = List.of(
                signature -> new byte[0],
                signature -> new byte[8],
                signature -> new byte[100_000],
                signature -> with(signature, 0, 0x31),
                signature -> with(signature, 3, 0x7f),
                signature -> Arrays.copyOf(signature, signature.length - 1));

        for (UnaryOperator<byte[]> spoil : broken) {
            device.spoilSignature = spoil;
            assertThat(signedIn(passkey)).isEmpty();
        }
        device.spoilSignature = UnaryOperator.identity();
        assertThat(signedIn(passkey)).isPresent();
    }

    @Test
    void a_credential_id_has_1_to_1023_bytes() {
        for (int size : new int[] {0, 1024, 3000}) {
            device.haveIdOf(size);
            assertThat(made()).as("%d bytes", size).isEmpty();
        }
        for (int size : new int[] {1, 16, 1023}) {
            device.haveIdOf(size);
            Credential passkey = registered();
            assertThat(signedIn(passkey)).as("%d bytes", size).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://accounts.example.org:443",
                "https://Accounts.Example.org",
                "HTTPS://accounts.example.org/a"
            })
    void knows_its_site_however_the_address_is_spelled(String baseUrl) {
        WebAuthnCeremonies spelled = WebAuthnCeremonies.at(URI.create(baseUrl));
        Begun begun = spelled.beginRegistration(ana, "ana@example.org", List.of());

        assertThat(spelled.site()).isEqualTo("accounts.example.org");
        assertThat(spelled.finishRegistration(begun.state(), ana, device.register(begun.optionsJson())))
                .isPresent();
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    @Test
    void refuses_what_is_no_answer() {
        Credential passkey = registered();
        Begun begun = ceremonies.beginSignIn();

        for (String nonsense :
                List.of("", "{}", "null", "[]", "{\"id\":1}", "{\"id\":\"AA\",\"response\":{}}", "\u0000")) {
            assertThat(ceremonies.credentialId(nonsense)).as(nonsense).isEmpty();
            assertThat(ceremonies.finishSignIn(begun.state(), nonsense, passkey))
                    .isEmpty();
            assertThat(ceremonies.finishRegistration(begun().state(), ana, nonsense))
                    .isEmpty();
        }
    }

    private Begun begun() {
        return ceremonies.beginRegistration(ana, "ana@example.org", List.of());
    }

    private Optional<Credential> made() {
        Begun begun = begun();
        return ceremonies.finishRegistration(begun.state(), ana, device.register(begun.optionsJson()));
    }

    private Credential registered() {
        Credential passkey = made().orElseThrow();
        assertThat(passkey.credentialId()).isEqualTo(device.credentialId());
        return passkey;
    }

    private Optional<Credential> signedIn(Credential passkey) {
        Begun begun = ceremonies.beginSignIn();
        return ceremonies.finishSignIn(begun.state(), device.signIn(begun.optionsJson()), passkey);
    }
}
