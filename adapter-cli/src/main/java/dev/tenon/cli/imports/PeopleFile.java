package dev.tenon.cli.imports;

import dev.tenon.ports.imports.ImportedPerson;
import java.io.Closeable;
import java.util.Iterator;

/** People as a file has them, read as they are needed. */
interface PeopleFile extends Iterator<ImportedPerson>, Closeable {}
