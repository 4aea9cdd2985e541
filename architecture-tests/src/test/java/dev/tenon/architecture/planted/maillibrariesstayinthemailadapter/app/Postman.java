package dev.tenon.architecture.planted.maillibrariesstayinthemailadapter.app;

import org.simplejavamail.api.email.Email;

class Postman {
    String subject(Email email) {
        return String.valueOf(email.getSubject());
    }
}
