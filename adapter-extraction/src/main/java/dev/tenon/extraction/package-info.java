/** What is in documents: their text, their pages, and how they look in small. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.extraction;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
