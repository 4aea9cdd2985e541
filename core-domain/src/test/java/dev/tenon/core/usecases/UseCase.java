package dev.tenon.core.usecases;

import dev.tenon.core.TenonInMemory;
import java.util.Set;

/**
 * A method of a driving port, and how it is carried out.
 *
 * @param name the port and the method, e.g. {@code documents.rename}
 * @param writesRow whether it changes something, so that the audit trail must tell of it
 * @param unaudited the tables that it may change in a commit without a row: what is about the traffic and not about things
 * @param scenario how it is carried out
 */
record UseCase(String name, boolean writesRow, Set<String> unaudited, Scenario scenario) {

    /** Makes what the method needs, and returns the call of the method. */
    interface Scenario {

        Runnable in(TenonInMemory house);
    }

    /** A method that changes nothing but, perhaps, these tables, of which the trail does not tell. */
    static UseCase reads(String name, Scenario scenario, String... unaudited) {
        return new UseCase(name, false, Set.of(unaudited), scenario);
    }

    /** A method that changes something: the trail tells of it in that very commit. */
    static UseCase changes(String name, Scenario scenario, String... unaudited) {
        return new UseCase(name, true, Set.of(unaudited), scenario);
    }

    @Override
    public String toString() {
        return name;
    }
}
