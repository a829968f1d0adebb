// Builds llama.cpp's llama-server, without its web page, into .artifacts/llama-server: node llama-server.mjs CHECKOUT
// Some five minutes on one core, once; a build that was broken off goes on where it was.
import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compileFlags, compiler, isFresh, linkFlags, prepare, run } from "./llama-source.mjs";

const here = dirname(fileURLToPath(import.meta.url)), root = resolve(process.argv[2]);
const target = join(root, ".artifacts", "llama-server"), objects = join(target, "objects"), stamp = join(target, ".stamp");
if (isFresh(stamp, ["llama-server.mjs", "llama-source.mjs"].map(f => join(here, f))))
    process.exit(0);

const source = prepare(root, target);
mkdirSync(objects, { recursive: true });
compiler(source, "-std=c++17", "-O1", "tools/ui/embed.cpp", "-o", join(objects, "embed"));
run(objects, "./embed", "ui.cpp", "ui.h");

// What llama-server itself consists of; pictures and sounds (mtmd) are compiled because it is linked with them, and never run here.
const filesOf = (folder, ...without) => readdirSync(join(source, folder)).filter(f => f.endsWith(".cpp") && !without.includes(f)).map(f => join(folder, f));
const files = [
    ...filesOf("tools/server"),
    ...filesOf("tools/mtmd", "mtmd-cli.cpp", "deprecation-warning.cpp"),
    ...filesOf("tools/mtmd/models"),
    "vendor/hash/hash.cpp",
    ...["sha1", "sha256", "xxhash"].map(name => `vendor/hash/${name}/${name}.c`),
    join(objects, "ui.cpp"),
];
const built = files.map(file => {
    const object = join(objects, file.replace(source, "").replaceAll("/", "-").replace(/^-/, "") + ".o");
    if (!existsSync(object)) {
        const optimise = file.startsWith("tools/mtmd") ? "-O0" : "-O2";
        const isC = /(sha256|xxhash)\.c$/.test(file); // sha1.c is C++ by its content
        compiler(source, ...(isC ? ["-DNDEBUG"] : compileFlags), optimise, "-w", "-DLLAMA_SUBPROCESS", "-Ivendor/hash", "-Itools/mtmd", "-Itools/server", "-I.", `-I${objects}`, "-c", "-x", isC ? "c" : "c++", file, "-o", object + ".new");
        renameSync(object + ".new", object);
    }
    return object;
});
compiler(source, ...built, "-o", join(target, "llama-server"), ...linkFlags(target));
writeFileSync(stamp, "");
