package dev.tenon.core.usecases;

import static dev.tenon.core.usecases.UseCase.changes;
import static dev.tenon.core.usecases.UseCase.reads;
import static dev.tenon.testkit.Fixtures.PASSWORD;

import dev.tenon.core.TenonInMemory;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountFilter;
import dev.tenon.ports.accounts.AccountPatch;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.PersonalDataSink;
import dev.tenon.ports.accounts.Registration;
import dev.tenon.ports.imports.ImportReport;
import dev.tenon.ports.imports.ImportRequest;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Expected;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Accounts, settings, the data of a person, imports. */
final class AccountUseCases {

    static final String ANA = "ana@example.org";
    static final PageRequest PAGE = PageRequest.first(10);

    private AccountUseCases() {}

    static List<UseCase> all() {
        return List.of(
                changes(
                        "accounts.signUp",
                        house -> () -> house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, PASSWORD))),
                changes("accounts.register", house -> () -> house.anAccount(ANA)),
                changes("accounts.requestEmailVerification", house -> {
                    unverified(house);
                    house.runJobs();
                    house.clock.advance(Duration.ofDays(1));
                    return () -> house.tenon.accounts().requestEmailVerification(house.anonymous, ANA);
                }),
                changes("accounts.verifyEmail", house -> {
                    unverified(house);
                    String token = house.mailedToken(ANA);
                    return () -> house.tenon.accounts().verifyEmail(house.anonymous, token);
                }),
                reads("accounts.get", house -> {
                    Account ana = house.anAccount(ANA);
                    return () -> house.tenon.accounts().get(house.operator, ana.id());
                }),
                reads(
                        "accounts.list",
                        house -> () -> house.tenon.accounts().list(house.operator, AccountFilter.all(), PAGE)),
                changes("accounts.update", house -> {
                    Account ana = house.anAccount(ANA);
                    AccountPatch banned = AccountPatch.status(AccountStatus.BANNED);
                    return () -> house.tenon.accounts().update(house.operator, ana.id(), banned, Expected.any());
                }),
                reads("settings.list", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.settings().list(ana, idOf(ana));
                }),
                reads("settings.get", house -> {
                    Actor ana = withSetting(house);
                    return () -> house.tenon.settings().get(ana, idOf(ana), "theme");
                }),
                changes("settings.put", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.settings().put(ana, idOf(ana), "theme", JsonText.of("1"), Expected.any());
                }),
                changes("settings.delete", house -> {
                    Actor ana = withSetting(house);
                    return () -> house.tenon.settings().delete(ana, idOf(ana), "theme", Expected.any());
                }),
                changes("personalData.export", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.personalData().export(ana, idOf(ana), new Nowhere());
                }),
                reads("personalData.blockers", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.personalData().blockers(ana, idOf(ana));
                }),
                changes("personalData.erase", house -> {
                    Actor ana = house.aPerson(ANA);
                    return () -> house.tenon.personalData().erase(ana, idOf(ana), PASSWORD);
                }),
                reads(
                        "personalData.tables",
                        house -> () -> house.tenon.personalData().tables(house.operator)),
                changes("imports.run", house -> () -> imported(house)),
                changes("imports.undo", house -> {
                    ImportReport report = imported(house);
                    return () -> house.tenon.imports().undo(house.operator, Objects.requireNonNull(report.id()));
                }));
    }

    static UserId idOf(Actor person) {
        return person.person().orElseThrow();
    }

    private static void unverified(TenonInMemory house) {
        house.tenon.accounts().signUp(house.anonymous, new Registration(ANA, PASSWORD));
    }

    private static Actor withSetting(TenonInMemory house) {
        Actor ana = house.aPerson(ANA);
        house.tenon.settings().put(ana, idOf(ana), "theme", JsonText.of("1"), Expected.any());
        return ana;
    }

    private static ImportReport imported(TenonInMemory house) {
        ImportedPerson ana = new ImportedPerson(
                1,
                "id1",
                ANA,
                true,
                null,
                null,
                null,
                AccountStatus.ACTIVE,
                null,
                Set.of(),
                List.of(),
                null,
                null,
                Set.of());
        ImportRequest request = new ImportRequest("csv", "a".repeat(64), false, false);
        return house.tenon.imports().run(house.operator, request, List.of(ana).iterator(), outcome -> {});
    }

    private static final class Nowhere implements PersonalDataSink {

        @Override
        public void table(String name) {}

        @Override
        public void row(Map<String, @Nullable Object> fields) {}
    }
}
