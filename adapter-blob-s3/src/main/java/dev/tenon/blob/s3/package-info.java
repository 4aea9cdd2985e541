/** Contents of documents in a bucket of S3, or of whatever speaks as S3 does. */
@NullMarked
package dev.tenon.blob.s3;

import org.jspecify.annotations.NullMarked;
