package dev.tenon.core.imports;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.accounts.AccountStatus;
import dev.tenon.ports.accounts.spi.AccountStore;
import dev.tenon.ports.imports.ImportOutcome;
import dev.tenon.ports.imports.ImportOutcome.Skipped;
import dev.tenon.ports.imports.ImportedPerson;
import dev.tenon.ports.imports.ImportedPerson.Left;
import dev.tenon.ports.imports.ImportedPerson.SocialLink;
import dev.tenon.ports.imports.spi.ImportStore.NewAccount;
import dev.tenon.ports.kernel.EmailAddress;
import dev.tenon.ports.kernel.RoleId;
import dev.tenon.ports.kernel.SocialLoginId;
import dev.tenon.ports.kernel.UserId;
import dev.tenon.ports.signin.SocialLogin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A part of a file, and which of it may become an account. */
final class Candidates {

    private static final int LONGEST_NAME = 255;

    /** One record: an account to add, or why not. */
    private record Candidate(
            ImportedPerson person,
            @Nullable NewAccount account,
            @Nullable Skipped skipped,
            Set<Left> left) {}

    private final List<Candidate> candidates;

    private Candidates(List<Candidate> candidates) {
        this.candidates = candidates;
    }

    static Candidates of(Kernel kernel, List<ImportedPerson> people, ImportedRoles roles, Instant now) {
        Set<EmailAddress> seen = new HashSet<>();
        List<Candidate> candidates = new ArrayList<>(people.size());
        for (ImportedPerson person : people) {
            String text = person.email();
            EmailAddress email = text == null ? null : EmailAddress.parse(text).orElse(null);
            if (text == null || text.isBlank()) {
                candidates.add(new Candidate(person, null, Skipped.NO_ADDRESS, person.left()));
            } else if (email == null) {
                candidates.add(new Candidate(person, null, Skipped.ADDRESS_NOT_VALID, person.left()));
            } else if (!seen.add(email)) {
                candidates.add(new Candidate(person, null, Skipped.TWICE_IN_THE_FILE, person.left()));
            } else {
                candidates.add(candidate(kernel, person, email, roles, now));
            }
        }
        return new Candidates(candidates);
    }

    private static Candidate candidate(
            Kernel kernel, ImportedPerson person, EmailAddress email, ImportedRoles roles, Instant now) {
        Set<Left> left = EnumSet.noneOf(Left.class);
        left.addAll(person.left());
        Set<RoleId> held = new HashSet<>(Set.of(roles.member()));
        for (String name : person.roles()) {
            roles.find(name).ifPresentOrElse(held::add, () -> left.add(Left.ROLE));
        }
        Account account = new Account(
                new UserId(kernel.ids().next()),
                email,
                name(person.userName(), left),
                name(person.firstName(), left),
                name(person.lastName(), left),
                person.status() == AccountStatus.ERASED ? AccountStatus.INACTIVE : person.status(),
                person.emailVerified(),
                past(person.lastLoginAt(), now),
                Objects.requireNonNullElse(past(person.createdAt(), now), now),
                now,
                1);
        String hash = person.password() == null
                ? AccountStore.NO_PASSWORD
                : person.password().text();
        NewAccount added = new NewAccount(
                account,
                hash,
                person.sourceId(),
                held,
                person.socialLinks().stream()
                        .map(link -> login(kernel, account.id(), link, now))
                        .toList(),
                kernel.ids().next(),
                kernel.ids().next());
        return new Candidate(person, added, null, left);
    }

    private static SocialLogin login(Kernel kernel, UserId owner, SocialLink link, Instant now) {
        return new SocialLogin(
                new SocialLoginId(kernel.ids().next()),
                owner,
                link.method(),
                link.issuer(),
                link.subject(),
                link.email(),
                link.emailVerified(),
                now);
    }

    List<NewAccount> accounts() {
        return candidates.stream()
                .map(Candidate::account)
                .filter(Objects::nonNull)
                .toList();
    }

    List<EmailAddress> addresses() {
        return accounts().stream().map(added -> added.account().email()).toList();
    }

    /** What became of each record, where this says which accounts were added. */
    List<ImportOutcome> outcomes(Predicate<Account> wasAdded) {
        return candidates.stream()
                .map(candidate -> new ImportOutcome(
                        candidate.person().position(),
                        candidate.person().sourceId(),
                        candidate.person().email(),
                        candidate.account() == null
                                ? candidate.skipped()
                                : wasAdded.test(candidate.account().account()) ? null : Skipped.ADDRESS_TAKEN,
                        candidate.left()))
                .toList();
    }

    private static @Nullable String name(@Nullable String text, Set<Left> left) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            left.add(Left.NAME);
            return null;
        }
        return text.strip();
    }

    /** Nothing happened in the future, nor before there were computers to note it. */
    private static @Nullable Instant past(@Nullable Instant time, Instant now) {
        return time == null || time.isAfter(now) || time.isBefore(Instant.EPOCH)
                ? null
                : time.truncatedTo(ChronoUnit.MICROS);
    }
}
