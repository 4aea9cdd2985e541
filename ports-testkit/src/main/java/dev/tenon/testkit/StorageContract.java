package dev.tenon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.ports.Storage;
import dev.tenon.ports.accounts.Account;
import dev.tenon.ports.kernel.Page;
import dev.tenon.ports.kernel.PageRequest;
import dev.tenon.ports.kernel.Position;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RefusalCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/**
 * What all contracts of stores share. A storage passes a contract when a test class of its own extends it and hands over a
 * storage, as a new database is, for every test.
 */
public abstract class StorageContract {

    /** The instant at which everything in the contracts begins. */
    protected static final Instant START = MovableClock.START;

    /** The storage of the present test. */
    protected Storage storage;

    /** A storage as a new database is: seeded, without accounts. Called once for every test. */
    protected abstract Storage newStorage();

    @BeforeEach
    protected final void openStorage() {
        storage = newStorage();
    }

    /** Does the work in a unit of work. */
    protected final <T> T commit(Supplier<T> work) {
        return storage.unitOfWork().run(work);
    }

    /** Does the work in a unit of work. */
    protected final void change(Runnable work) {
        storage.unitOfWork().run(() -> {
            work.run();
            return Boolean.TRUE;
        });
    }

    /** Checks that the work is refused with this code. */
    protected static void assertRefused(RefusalCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    /** Does the work in a unit of work that fails at its end. */
    protected final void rollBack(Runnable work) {
        IllegalArgumentException failure = new IllegalArgumentException("fails on purpose");
        assertThatThrownBy(() -> change(() -> {
                    work.run();
                    throw failure;
                }))
                .isSameAs(failure);
    }

    /** An active account that is stored. */
    protected final Account anAccount() {
        return stored(Fixtures.anAccount());
    }

    protected final Account stored(Account account) {
        assertThat(commit(() -> storage.accounts().insertIfAbsent(account, "{fast}hash")))
                .isTrue();
        return account;
    }

    /** The same things in an order of no meaning, the same in every run: for inserting what a list has to sort. */
    protected static <T> List<T> shuffled(List<T> things) {
        List<T> shuffled = new ArrayList<>(things);
        Collections.shuffle(shuffled, new Random(things.size()));
        return shuffled;
    }

    /**
     * Checks a list that is stored already: its order, that pages of every size make up the whole of it, and that a page
     * holds still while something newer is added.
     *
     * @param newestFirst the whole list in its order, at least five long
     * @param addNewer adds something that belongs before the first
     */
    protected static <T> void holdsStillInPages(
            List<T> newestFirst, Function<PageRequest, Page<T>> list, Runnable addNewer) {
        assertThat(newestFirst).hasSizeGreaterThanOrEqualTo(5);
        for (int limit = 1; limit <= newestFirst.size() + 1; limit++) {
            assertThat(everyPage(limit, newestFirst.size(), list))
                    .as("in pages of %d", limit)
                    .containsExactlyElementsOf(newestFirst);
        }
        Page<T> first = list.apply(PageRequest.first(2));

        addNewer.run();

        Page<T> second = list.apply(new PageRequest(2, first.nextPosition()));
        assertThat(second.items()).containsExactlyElementsOf(newestFirst.subList(2, 4));
        assertThat(list.apply(PageRequest.first(3)).items())
                .as("the first page begins with the newest")
                .endsWith(newestFirst.get(0), newestFirst.get(1));
    }

    private static <T> List<T> everyPage(int limit, int expected, Function<PageRequest, Page<T>> list) {
        List<T> all = new ArrayList<>();
        @Nullable Position next = null;
        do {
            Page<T> page = list.apply(new PageRequest(limit, next));
            all.addAll(page.items());
            next = page.nextPosition();
            if (next != null) {
                assertThat(page.items()).as("a page before the last is full").hasSize(limit);
            }
            assertThat(all).as("pages come to an end").hasSizeLessThanOrEqualTo(expected);
        } while (next != null);
        return all;
    }
}
