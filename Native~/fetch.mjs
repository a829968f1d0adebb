// Puts llama.cpp's prebuilt libraries into one folder: node fetch.mjs TARGET WORK VARIANT... [--platform=RID]
// Those of this machine, or of another platform by .NET's name for it (win-x64, linux-x64, osx-arm64).
// Run by Native.targets. Safe to run several times at once: one works, the others wait and find the work done.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [target, work, ...variants] = process.argv.slice(2).filter(a => !a.startsWith("--"));
const platform = process.argv.find(a => a.startsWith("--platform="))?.split("=")[1];
const source = dirname(fileURLToPath(import.meta.url));

/** MSBuild turns a line of this form into an error of its own. */
function fail(message) {
    console.error(`Native~/fetch.mjs : error OJOU1 : ${message}`);
    process.exit(1);
}

if (Number(process.versions.node.split(".")[0]) < 20)
    fail(`Node.js ${process.versions.node} is too old to fetch llama.cpp's libraries. Install Node.js 20 or later from https://nodejs.org.`);

/** Waits until no other live process holds the lock, then holds it until this one exits. */
function lock(path) {
    for (;;) {
        try {
            writeFileSync(path, String(process.pid), { flag: "wx" });
            process.on("exit", () => rmSync(path, { force: true }));
            return;
        } catch (e) {
            if (e.code !== "EEXIST")
                throw e;
        }
        if (!holderLives(path))
            rmSync(path, { force: true });
        else
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
}

function holderLives(path) {
    try {
        const pid = Number(readFileSync(path, "utf8"));
        if (!pid) // created this very moment and not yet written, or left empty by a crash
            return Date.now() - statSync(path).mtimeMs < 5000;
        process.kill(pid, 0);
        return true;
    } catch (e) {
        return e.code === "EPERM";
    }
}

function isFresh(variant) {
    const stamp = join(target, `.stamp-${variant}`);
    return existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(source, variant, "package-lock.json")).mtimeMs;
}

/** Runs npm in a copy, so that the package folder stays clean. Returns the folder of libraries, and the hash of the package they came in. */
function install(variant) {
    const folder = join(work, variant);
    mkdirSync(folder, { recursive: true });
    for (const file of ["package.json", "package-lock.json", ".npmrc"])
        copyFileSync(join(source, variant, file), join(folder, file));
    // One string of ours through the shell, because npm is a .cmd file on Windows.
    const npm = spawnSync(`npm ci --ignore-scripts --no-audit --no-fund --loglevel=error${otherPlatform()}`, { cwd: folder, shell: true, encoding: "utf8" });
    if (npm.status !== 0) {
        console.error(npm.stdout + npm.stderr);
        fail(`npm ci failed in ${folder}. If npm is missing, install Node.js 20 or later from https://nodejs.org; else check the network.`);
    }
    const scope = join(folder, "node_modules", "@node-llama-cpp");
    const found = existsSync(scope) ? readdirSync(scope) : [];
    if (found.length !== 1)
        fail(`there is no '${variant}' build of llama.cpp for ${platform ?? `${process.platform}-${process.arch}`}, or npm could not fetch it. Supported: linux-x64, win32-x64 and, for 'cpu' only, darwin-arm64; check the network.`);
    const bins = join(scope, found[0], "bins");
    const { packages } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
    return [join(bins, readdirSync(bins)[0]), packages[`node_modules/@node-llama-cpp/${found[0]}`].integrity];
}

/** Has npm install for a machine that this one is not. */
function otherPlatform() {
    if (!platform)
        return "";
    const [, system, cpu] = /^(linux|osx|win)-(x64|arm64)$/.exec(platform) ?? fail(`the platform '${platform}' is none of linux-x64, win-x64 and osx-arm64.`);
    return ` --os=${{ linux: "linux", osx: "darwin", win: "win32" }[system]} --cpu=${cpu}${system === "linux" ? " --libc=glibc" : ""}`;
}

/** The whole of 'cpu', which holds the core; of a GPU variant only its backend, as the rest is the same in all. */
function belongs(file, variant) {
    if (!/\.(so|dylib|dll)$/.test(file))
        return false;
    return variant === "cpu" ? !file.includes("llama-common") : file.includes(`ggml-${variant}.`);
}

mkdirSync(work, { recursive: true });
lock(join(work, "lock"));
for (const variant of variants.filter(v => !isFresh(v))) {
    const [from, integrity] = install(variant);
    mkdirSync(target, { recursive: true });
    for (const file of readdirSync(from).filter(f => belongs(f, variant))) {
        // A rename, so that a process that has the old file mapped keeps it whole.
        copyFileSync(join(from, file), join(target, file + ".new"));
        renameSync(join(target, file + ".new"), join(target, file));
    }
    writeFileSync(join(target, `.stamp-${variant}`), integrity); // as Unity's menu does, which knows it by that
}
