package dev.tenon.rest.signin;

/** Where the browser goes next to link an account elsewhere. */
record SocialStartResponse(String authorizationUrl) {}
