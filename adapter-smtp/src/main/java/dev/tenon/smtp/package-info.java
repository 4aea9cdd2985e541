/** Sends mail by SMTP, or writes it into a folder, and reads what others sent. */
@NullMarked
package dev.tenon.smtp;

import org.jspecify.annotations.NullMarked;
