/** Contents of documents in a bucket of S3, or of whatever speaks as S3 does. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.blob.s3;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
