// Builds llama.cpp's llama-bench, its embedding example, and a tool that prints its logits, into .artifacts/llama-bench: node llama-bench.mjs CHECKOUT
// The source is the git bundle inside npm's node-llama-cpp, of the release whose prebuilt libraries this package loads; all are
// linked against those libraries, so that only what calls them differs. Needs git, npm and a C++17 compiler (CXX, default g++). Linux.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const version = "3.21.1", release = "v0.4.0";
const here = dirname(fileURLToPath(import.meta.url)), root = process.argv[2];
const work = join(root, ".artifacts", "llama-source"), target = join(root, ".artifacts", "llama-bench"), stamp = join(target, ".stamp");
const sources = ["llama-bench.mjs", "with-adapter.h", "llama-logits.cpp"].map(f => join(here, f));

if (existsSync(stamp) && sources.every(s => statSync(s).mtimeMs <= statSync(stamp).mtimeMs))
    process.exit(0);
if (process.platform !== "linux") {
    console.error("llama-bench is built on Linux only");
    process.exit(1);
}

function run(cwd, command, ...args) {
    const done = spawnSync(command, args, { cwd, encoding: "utf8" });
    if (done.status !== 0) {
        console.error(`${command} ${args.join(" ")}\n${done.error ?? ""}${done.stdout ?? ""}${done.stderr ?? ""}`);
        process.exit(1);
    }
    return done.stdout;
}

const source = join(work, "llama.cpp");
if (!existsSync(join(source, "include", "llama.h"))) {
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    run(work, "npm", "pack", `node-llama-cpp@${version}`, "--silent");
    run(work, "tar", "xzf", `node-llama-cpp-${version}.tgz`, "package/llama/gitRelease.bundle");
    run(work, "git", "clone", "--quiet", "package/llama/gitRelease.bundle", "llama.cpp");
}

// The tools look for backends beside themselves, so the libraries lie there too.
mkdirSync(target, { recursive: true });
const scope = join(root, ".artifacts", "native-npm", "cpu", "node_modules", "@node-llama-cpp");
const bins = join(scope, readdirSync(scope)[0], "bins");
const libraries = join(bins, readdirSync(bins)[0]);
for (const file of readdirSync(libraries).filter(f => f.endsWith(".so")))
    copyFileSync(join(libraries, file), join(target, file));

const compile = (output, ...files) => run(source, process.env.CXX ?? "g++", "-std=c++17", "-O2", "-DNDEBUG",
    "-Iinclude", "-Iggml/include", "-Icommon", "-Ivendor", ...files, "-o", join(target, output),
    `-L${target}`, "-lllama-common", `-l:libllama.${release}.so`, `-l:libggml.${release}.so`, "-lggml-base", "-lpthread", "-Wl,-rpath,$ORIGIN");
compile("llama-bench", "-include", join(here, "with-adapter.h"), "tools/llama-bench/llama-bench.cpp", "tools/llama-bench/main.cpp");
compile("llama-embedding", "examples/embedding/embedding.cpp");
compile("llama-logits", "-include", join(here, "with-adapter.h"), join(here, "llama-logits.cpp"));
writeFileSync(stamp, "");
