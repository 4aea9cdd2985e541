package dev.tenon.rest.accounts;

import static dev.tenon.rest.http.Route.Caller.SIGNED_IN;
import static dev.tenon.rest.http.Route.delete;
import static dev.tenon.rest.http.Route.get;

import dev.tenon.ports.accounts.ErasureBlocker;
import dev.tenon.ports.accounts.PersonalData;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.rest.http.Answer;
import dev.tenon.rest.http.Call;
import dev.tenon.rest.http.Ids;
import dev.tenon.rest.http.Route.Load;
import dev.tenon.rest.http.Route.Takes;
import dev.tenon.rest.http.RouteTable;
import dev.tenon.rest.json.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is held about a person: all of it to read, and all of it to erase. */
final class PersonalDataRoutes {

    private final PersonalData personalData;

    PersonalDataRoutes(PersonalData personalData) {
        this.personalData = personalData;
    }

    void routing(RouteTable routes) {
        routes.add(
                get("/v1/me/export", SIGNED_IN, call -> export(call, call.me())).load(Load.LONG));
        routes.add(get("/v1/me/erasure", SIGNED_IN, call -> blockers(call, call.me())));
        routes.add(delete("/v1/me", SIGNED_IN, this::eraseMe).taking(Takes.JSON).login());
        routes.add(get("/v1/users/{id}/export", SIGNED_IN, call -> export(call, Ids.person(call)))
                .load(Load.LONG));
        routes.add(get("/v1/users/{id}/erasure", SIGNED_IN, call -> blockers(call, Ids.person(call))));
        routes.add(delete("/v1/users/{id}", SIGNED_IN, this::erase));
    }

    /** Told into a file first: a reader who is slow must not hold a snapshot of the database open. */
    private Answer export(Call call, UserId person) {
        return PersonalDataFile.of(person, sink -> personalData.export(call.actor(), person, sink))
                .answer();
    }

    private Answer blockers(Call call, UserId person) {
        List<BlockerResponse> blockers = personalData.blockers(call.actor(), person).stream()
                .map(BlockerResponse::from)
                .toList();
        return Answer.json(200, new ErasureResponse(blockers.isEmpty(), blockers));
    }

    private Answer eraseMe(Call call) {
        Fields fields = call.fields();
        @Nullable String password = fields.nullableText("password");
        fields.close();
        personalData.erase(call.actor(), call.me(), password);
        return Answer.empty(204);
    }

    private Answer erase(Call call) {
        personalData.erase(call.actor(), Ids.person(call), null);
        return Answer.empty(204);
    }

    private record ErasureResponse(boolean isPossible, List<BlockerResponse> blockers) {}

    private record BlockerResponse(String code, String table, String recordId, String detail) {

        static BlockerResponse from(ErasureBlocker blocker) {
            return new BlockerResponse(
                    blocker.reason().code(),
                    blocker.table(),
                    blocker.recordId(),
                    blocker.reason().remedy());
        }
    }
}
