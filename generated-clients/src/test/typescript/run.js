// What the test calls in Node.js: it compiles the walk together with the client, and then goes it.
const { join } = require('node:path');

let walked;

globalThis.compile = async ({ compiler, root, walk, output }) => {
    const ts = require(compiler);
    const program = ts.createProgram([walk], {
        strict: true,
        target: ts.ScriptTarget.ES2022,
        lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        types: [],
        rootDir: root,
        outDir: output,
    });
    const emitted = program.emit();
    walked = join(output, 'src/test/typescript/walk.js');
    return [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics]
        .map(found => {
            const where = found.file ? found.file.fileName + ':' + (found.file.getLineAndCharacterOfPosition(found.start).line + 1) + ' ' : '';
            return where + ts.flattenDiagnosticMessageText(found.messageText, '\n');
        })
        .join('\n');
};

globalThis.register = surroundings => require(walked).register(surroundings);
globalThis.walk = surroundings => require(walked).walk(surroundings);
