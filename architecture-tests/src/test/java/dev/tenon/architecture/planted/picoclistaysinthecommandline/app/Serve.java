package dev.tenon.architecture.planted.picoclistaysinthecommandline.app;

import picocli.CommandLine.Command;

@Command(name = "serve")
class Serve {}
