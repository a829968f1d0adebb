// What the tools built from llama.cpp's source have in common. The source is the git bundle inside npm's node-llama-cpp, of the release
// whose prebuilt libraries this package loads; the tools are linked against those libraries, so that only what calls them differs.
// Needs git, npm and a C++17 compiler (CXX, default g++). Linux.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const version = "3.21.1", release = "v0.4.0";

export function run(cwd, command, ...args) {
    const done = spawnSync(command, args, { cwd, encoding: "utf8" });
    if (done.status !== 0) {
        console.error(`${command} ${args.join(" ")}\n${done.error ?? ""}${done.stdout ?? ""}${done.stderr ?? ""}`);
        process.exit(1);
    }
    return done.stdout;
}

/** Whether what was built is newer than what it was built from. */
export const isFresh = (stamp, sources) => existsSync(stamp) && sources.every(s => statSync(s).mtimeMs <= statSync(stamp).mtimeMs);

/** Checks out the source once, and copies the libraries beside the tools to be built, where they look for backends. Returns the source's folder. */
export function prepare(root, target) {
    if (process.platform !== "linux") {
        console.error("llama.cpp's tools are built on Linux only");
        process.exit(1);
    }

    const work = join(root, ".artifacts", "llama-source"), source = join(work, "llama.cpp");
    if (!existsSync(join(source, "include", "llama.h"))) {
        rmSync(work, { recursive: true, force: true });
        mkdirSync(work, { recursive: true });
        run(work, "npm", "pack", `node-llama-cpp@${version}`, "--silent");
        run(work, "tar", "xzf", `node-llama-cpp-${version}.tgz`, "package/llama/gitRelease.bundle");
        run(work, "git", "clone", "--quiet", "package/llama/gitRelease.bundle", "llama.cpp");
    }

    mkdirSync(target, { recursive: true });
    const scope = join(root, ".artifacts", "native-npm", "cpu", "node_modules", "@node-llama-cpp");
    if (!existsSync(scope)) // the libraries are there, but not as npm brought them, with llama-common
        run(root, "node", join("Native~", "fetch.mjs"), join(root, ".artifacts", "native-tools"), join(root, ".artifacts", "native-npm"), "cpu");
    const bins = join(scope, readdirSync(scope)[0], "bins");
    const libraries = join(bins, readdirSync(bins)[0]);
    for (const file of readdirSync(libraries).filter(f => f.endsWith(".so")))
        copyFileSync(join(libraries, file), join(target, file));
    return source;
}

export const compileFlags = ["-std=c++17", "-O2", "-DNDEBUG", "-Iinclude", "-Iggml/include", "-Icommon", "-Ivendor"];

export const linkFlags = target =>
    [`-L${target}`, "-lllama-common", `-l:libllama.${release}.so`, `-l:libggml.${release}.so`, "-lggml-base", "-lpthread", "-Wl,-rpath,$ORIGIN"];

/** Runs the compiler in the source's folder. */
export const compiler = (source, ...args) => run(source, process.env.CXX ?? "g++", ...args);
