/** The contracts for what stores documents, quotas and file contents. */
@NullMarked
package dev.tenon.testkit.documents;

import org.jspecify.annotations.NullMarked;
