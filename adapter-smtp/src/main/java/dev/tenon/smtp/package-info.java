/** Sends mail by SMTP, or writes it into a folder. */
@NullMarked
package dev.tenon.smtp;

import org.jspecify.annotations.NullMarked;
