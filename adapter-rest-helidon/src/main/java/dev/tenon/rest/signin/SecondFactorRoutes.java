package dev.tenon.rest.signin;

import static dev.tenon.rest.http.Route.Caller.ANYBODY;
import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;
import static dev.tenon.rest.http.Route.post;

import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.signin.PasskeyAnswer;
import dev.tenon.ports.signin.RecoveryCodes;
import dev.tenon.ports.signin.SecondFactorEnrolment;
import dev.tenon.ports.signin.SecondFactorProof;
import dev.tenon.ports.signin.SecondFactorProof.AppCode;
import dev.tenon.ports.signin.SecondFactorProof.RecoveryCode;
import dev.tenon.ports.signin.SecondFactorStatus;
import dev.tenon.ports.signin.SecondFactors;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second factor: setting it up, showing it at sign-in, turning it off. */
final class SecondFactorRoutes {

    private final SecondFactors factors;

    SecondFactorRoutes(SecondFactors factors) {
        this.factors = factors;
    }

    void routing(RouteTable routes) {
        routes.add(post("/v1/sessions/second-factor", ANYBODY, this::open).login());
        routes.add(get("/v1/me/second-factor", SIGNED_IN, this::show));
        routes.add(
                post("/v1/me/second-factor/enrolments", SIGNED_IN, this::enrol).login());
        routes.add(post("/v1/me/second-factor/confirmations", SIGNED_IN, this::confirm)
                .login());
        routes.add(post("/v1/me/second-factor/recovery-codes", SIGNED_IN, this::replaceRecoveryCodes)
                .login());
        routes.add(post("/v1/me/second-factor/removals", SIGNED_IN, this::disable)
                .answering(null)
                .login());
        routes.add(delete("/v1/users/{id}/second-factor", SIGNED_IN, this::remove));
    }

    /** Whether sign-ins ask for a code. */
    record StatusResponse(boolean isEnabled, @Nullable Instant enabledAt, int recoveryCodesLeft) {

        static StatusResponse from(SecondFactorStatus status) {
            return new StatusResponse(status.isEnabled(), status.enabledAt(), status.recoveryCodesLeft());
        }
    }

    /** What the app is set up with. */
    record EnrolmentResponse(String secret, URI uri) {

        static EnrolmentResponse from(SecondFactorEnrolment enrolment) {
            return new EnrolmentResponse(enrolment.secret(), enrolment.uri());
        }
    }

    /** The codes, this once. */
    record RecoveryCodesResponse(List<String> recoveryCodes) {

        static RecoveryCodesResponse from(RecoveryCodes codes) {
            return new RecoveryCodesResponse(codes.codes());
        }
    }

    private Answer open(Call call) {
        Fields fields = call.fields();
        String challenge = fields.text("challenge");
        SecondFactorProof proof = proof(fields);
        return OpenedSessionResponse.open(call, fields, actor -> factors.open(actor, challenge, proof));
    }

    private Answer show(Call call) {
        return Answer.json(200, StatusResponse.from(factors.status(call.actor())));
    }

    private Answer enrol(Call call) {
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        fields.close();
        return call.once(
                SecondFactorEnrolment.class,
                actor -> factors.enrol(actor, password),
                enrolment -> Answer.json(201, EnrolmentResponse.from(enrolment)));
    }

    private Answer confirm(Call call) {
        Fields fields = call.fields();
        String code = fields.text("code");
        fields.close();
        return call.once(RecoveryCodes.class, actor -> factors.confirm(actor, code), SecondFactorRoutes::created);
    }

    private Answer replaceRecoveryCodes(Call call) {
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        SecondFactorProof proof = proof(fields);
        fields.close();
        return call.once(
                RecoveryCodes.class,
                actor -> factors.replaceRecoveryCodes(actor, password, proof),
                SecondFactorRoutes::created);
    }

    private static Answer created(RecoveryCodes codes) {
        return Answer.json(201, RecoveryCodesResponse.from(codes));
    }

    private Answer disable(Call call) {
        Fields fields = call.fields();
        String password = fields.nullableText("password");
        SecondFactorProof proof = proof(fields);
        fields.close();
        return call.once(actor -> factors.disable(actor, password, proof), Answer.empty(204));
    }

    private Answer remove(Call call) {
        factors.remove(call.actor(), Ids.person(call));
        return Answer.empty(204);
    }

    /** One of {@code code}, {@code recoveryCode}, and {@code ceremony} with {@code credential}. */
    private static SecondFactorProof proof(Fields fields) {
        String code = fields.nullableText("code");
        String recoveryCode = fields.nullableText("recoveryCode");
        String ceremony = fields.nullableText("ceremony");
        JsonText credential = fields.nullableObject("credential");
        List<SecondFactorProof> given = new ArrayList<>();
        if (code != null) {
            given.add(new AppCode(code));
        }
        if (recoveryCode != null) {
            given.add(new RecoveryCode(recoveryCode));
        }
        if (ceremony != null && credential != null) {
            given.add(new PasskeyAnswer(ceremony, credential));
        }
        if (given.size() != 1 || (ceremony == null) != (credential == null)) {
            fields.error(
                    "code",
                    "missing",
                    "Give `code`; or instead of it `recoveryCode`, or `ceremony` and `credential` of a passkey.");
            return new AppCode("");
        }
        return given.get(0);
    }
}
