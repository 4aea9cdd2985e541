package dev.tenon.core.imports;

import dev.tenon.core.kernel.Kernel;
import dev.tenon.core.kernel.StoredPersonalData;
import dev.tenon.ports.accounts.PersonalTable;
import dev.tenon.ports.accounts.spi.PersonalDataParticipant;
import dev.tenon.ports.imports.Imports;

/** Imports: the way into this package. */
public record ImportsCapability(Imports imports) {

    /** Builds the capability. */
    public static ImportsCapability of(Kernel kernel) {
        return new ImportsCapability(new ImportService(kernel));
    }

    /** What imports hold about people. */
    public static PersonalDataParticipant personalData(Kernel kernel) {
        return StoredPersonalData.of(kernel, PersonalTable.erased("import_rows"));
    }
}
