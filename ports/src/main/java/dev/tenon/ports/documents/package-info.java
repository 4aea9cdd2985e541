/**
 * Documents: files with their versions, owners, shares and trash, and the storage quota they count against.
 *
 * <p>{@link dev.tenon.ports.documents.Documents} stores and gives them, {@link dev.tenon.ports.documents.Uploads} takes large ones in
 * pieces, {@link dev.tenon.ports.documents.Shares} and {@link dev.tenon.ports.documents.ShareLinks} let others read them, {@link
 * dev.tenon.ports.documents.DocumentSearch} finds them, and {@link dev.tenon.ports.documents.Quotas} counts. Contents lie in a blob store
 * outside of the database; every blob belongs to a row, or is swept.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.ports.documents;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
