/** Every use case there is, carried out once: see {@link dev.tenon.core.usecases.AuditedUseCasesTest}. */
@NullMarked
package dev.tenon.core.usecases;

import org.jspecify.annotations.NullMarked;
