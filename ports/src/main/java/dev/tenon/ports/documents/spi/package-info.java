/** Driven ports of documents: what an adapter provides. */
@API(status = API.Status.EXPERIMENTAL)
@NullMarked
package dev.tenon.ports.documents.spi;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
