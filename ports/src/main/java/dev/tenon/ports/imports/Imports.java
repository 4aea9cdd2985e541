package dev.tenon.ports.imports;

import dev.tenon.ports.kernel.Actor;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.RequestRefusal;
import java.util.Iterator;
import java.util.function.Consumer;

/** People who come from another product. */
public interface Imports {

    /**
     * Imports people, a thousand in one commit, without hashing anything: they sign in with the passwords they have. An
     * address that counts as verified there does here. Whoever has an account already is skipped. If the same was imported in
     * part before, it goes on behind what is done. Needs {@code users:write} and {@code roles:write}. The roles admin and
     * support are never given, nor those that permit more than the caller may.
     *
     * <p>Recorded as {@code import.opened}, and as {@code import.committed} once for each commit.
     *
     * @param people in the order of the file; read once, as they are needed
     * @param each told what became of each record, in order, after its commit
     * @throws Refusal {@link ImportRefusal#RUNNING}; {@link RequestRefusal#FORBIDDEN}; whatever reading throws
     */
    ImportReport run(Actor actor, ImportRequest request, Iterator<ImportedPerson> people, Consumer<ImportOutcome> each);

    /**
     * Removes the accounts that an import made, but those that were used or changed since. Needs {@code users:write}. The
     * same file can be imported again afterwards.
     *
     * <p>Recorded as {@code import.undone}, once for each commit.
     *
     * @throws Refusal {@link ImportRefusal#NOT_FOUND}
     */
    ImportUndone undo(Actor actor, ImportId id);
}
