package dev.tenon.architecture.planted.everyclassstandsinalayer.commons;

class Strayed {}
